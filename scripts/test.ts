import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'

/**
 * `npm test`: what the machine needs, the check (which builds), then every test: unit, database (embedded and
 * Debian's PostgreSQL) and the journeys in Chromium. Ends with one line that counts them all.
 */
const report = '.cache/test-report.json'

function run(command: string, args: readonly string[]): boolean {
  const result = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  return result.status === 0
}

function step(name: string, command: string, args: readonly string[]): void {
  console.log(`\n== ${name}`)
  if (run(command, args)) return
  console.log(`\n${name} failed; no test was run.\n0 passed, 1 failed`)
  process.exit(1)
}

const node = process.execPath
step('System', node, ['scripts/ensure-system.ts'])
step('Check', node, ['scripts/check.ts'])

type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number }

/** Runs some of the projects and counts; a run that broke counts as a failure. */
function tests(name: string, projects: readonly string[]): Counts {
  console.log(`\n== ${name}`)
  mkdirSync('.cache', { recursive: true })
  rmSync(report, { force: true })
  const chosen = projects.flatMap((project) => ['--project', project])
  const args = ['run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const passed = run('node_modules/.bin/vitest', args)
  const read = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>
  const failed = read['numFailedTests'] ?? 0
  return {
    passed: read['numPassedTests'] ?? 0,
    failed: passed ? failed : Math.max(1, failed),
    skipped: read['numPendingTests'] ?? 0,
  }
}

// The journeys have the machine to themselves: a browser that starves says nothing of the app.
const runs = [tests('Tests', ['unit', 'architecture', 'device', 'database']), tests('Journeys', ['journeys'])]
const sum = (key: keyof Counts) => runs.reduce((total, counts) => total + counts[key], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
process.exit(sum('failed') + sum('skipped') === 0 ? 0 : 1)
