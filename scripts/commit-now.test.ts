import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { commitNow } from './commit-now.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'teratai-commit-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

const git = (...args: readonly string[]) =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim()

/** A repository with one committed file; gives the commit's short hash. */
function committed(): string {
  git('init', '--quiet')
  writeFileSync(join(folder, 'code.ts'), 'one')
  git('add', '.')
  git('-c', 'user.name=X', '-c', 'user.email=x@example.org', 'commit', '--quiet', '-m', 'one')
  return git('rev-parse', '--short', 'HEAD')
}

it('names the commit, and says where the folder is not as it was committed', () => {
  const hash = committed()
  expect(hash).toMatch(/^[0-9a-f]{7,}$/)
  expect(commitNow(folder)).toBe(hash)
  writeFileSync(join(folder, 'code.ts'), 'two')
  expect(commitNow(folder)).toBe(`${hash}+changes`)
  writeFileSync(join(folder, 'code.ts'), 'one')
  expect(commitNow(folder)).toBe(hash)
  writeFileSync(join(folder, 'more.ts'), 'not added yet, and may run all the same')
  expect(commitNow(folder)).toBe(`${hash}+changes`)
})

it('knows none without git, without a repository, without a commit, or where only the folder around it has one', () => {
  expect(commitNow(folder)).toBe('unknown')
  git('init', '--quiet')
  expect(commitNow(folder)).toBe('unknown')
  const hash = committed()
  const inner = join(folder, 'unpacked')
  mkdirSync(inner)
  expect(commitNow(inner)).toBe('unknown')
  expect(commitNow(folder)).toBe(hash)
  vi.stubEnv('PATH', inner)
  expect(commitNow(folder)).toBe('unknown')
})

it('is not misled by the repository of whatever started it', () => {
  const hash = committed()
  vi.stubEnv('GIT_DIR', join(folder, 'nowhere'))
  expect(commitNow(folder)).toBe(hash)
})
