import { execFileSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '')

/**
 * The commit whose code runs, for whoever reads figures later: its short hash, with `+changes` where the folder is not as
 * it was committed; `unknown` without git or outside a repository of its own. Asked at the start of a run: what is written
 * or committed meanwhile is none of its code.
 */
export function commitNow(folder: string = top): string {
  // Only the folder's own repository counts: neither one around it nor the one of a hook that started this.
  const env = {
    ...process.env,
    GIT_CEILING_DIRECTORIES: dirname(folder),
    GIT_DIR: undefined,
    GIT_WORK_TREE: undefined,
    GIT_INDEX_FILE: undefined,
  }
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  try {
    const hash = git('rev-parse', '--short', 'HEAD')
    return git('--no-optional-locks', 'status', '--porcelain') === '' ? hash : `${hash}+changes`
  } catch {
    return 'unknown'
  }
}
