import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's top folder. */
export const top = fileURLToPath(new URL('../..', import.meta.url))

export type SourceFile = { readonly path: string; readonly text: string }

/** Every file below `folder` whose name ends in one of `endings`, with its path from the top. */
export function filesBelow(folder: string, endings: readonly string[]): SourceFile[] {
  return readdirSync(join(top, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(top, file), text: readFileSync(file, 'utf8') }))
}

/** What a file imports: specifiers of static and dynamic imports and re-exports. */
export function importsOf(file: SourceFile): string[] {
  const pattern = /(?:from\s+|import\s*\(\s*|import\s+)['"]([^'"]+)['"]/g
  return [...file.text.matchAll(pattern)].map((match) => match[1] as string)
}
