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

console.log('\n== Tests')
mkdirSync('.cache', { recursive: true })
rmSync(report, { force: true })
const passed = run('node_modules/.bin/vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
])
const counts = JSON.parse(readFileSync(report, 'utf8')) as {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
}
const failures = passed ? counts.numFailedTests : Math.max(1, counts.numFailedTests)
console.log(`\n${counts.numPassedTests} passed, ${failures} failed, ${counts.numPendingTests} skipped`)
process.exit(passed && counts.numPendingTests === 0 ? 0 : 1)
