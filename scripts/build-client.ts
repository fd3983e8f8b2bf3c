import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('..', import.meta.url))
const mark = join(top, 'dist', '.sources')

/** All that the client is built from. */
const sources = [
  'src/device',
  'src/domain',
  'src/protocol',
  'public',
  'index.html',
  'desk.html',
  'vite.config.ts',
  'scripts/chunks.ts',
  'scripts/lean-cards.ts',
  'package-lock.json',
]

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)))
    .filter((file) => !/\.test\.tsx?$/.test(file))
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesOf(join(top, source)))) {
    hash.update(file.slice(top.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** Builds the client unless `dist` was built from these very sources; gives the exit code of the build. */
export function buildClient(): number {
  const hash = hashOfSources()
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return 0
  console.log('Building the app …')
  const vite = join(top, 'node_modules', 'vite', 'bin', 'vite.js')
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: top,
    stdio: 'inherit',
    // Whoever starts it, also a test: what is served is the app that phones get.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (built.status !== 0) return built.status ?? 1
  writeFileSync(mark, hash)
  return 0
}
