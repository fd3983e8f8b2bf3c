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

type Counts = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly failures: readonly string[]
}
type Report = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

const firstLine = (text: string | undefined): string => text?.split('\n', 1)[0] ?? ''

/** Each failed test with the first line of why, so that the closing lines of a long run say what to look at. */
function failuresOf(report: Report): readonly string[] {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    if (failed.length === 0 && file.status === 'failed') return [`${file.name}: ${firstLine(file.message)}`]
    return failed.map((test) => `${file.name}: ${test.fullName}: ${firstLine(test.failureMessages[0])}`)
  })
}

/** Runs some of the projects and counts; a run that broke counts as a failure. */
function tests(name: string, projects: readonly string[]): Counts {
  console.log(`\n== ${name}`)
  mkdirSync('.cache', { recursive: true })
  rmSync(report, { force: true })
  const chosen = projects.flatMap((project) => ['--project', project])
  const args = ['run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const passed = run('node_modules/.bin/vitest', args)
  const read = JSON.parse(readFileSync(report, 'utf8')) as Report
  const failed = read.numFailedTests
  return {
    passed: read.numPassedTests,
    failed: passed ? failed : Math.max(1, failed),
    skipped: read.numPendingTests,
    failures: failuresOf(read),
  }
}

// The journeys have the machine to themselves: a browser that starves says nothing of the app.
const runs = [tests('Tests', ['unit', 'architecture', 'device', 'database']), tests('Journeys', ['journeys'])]
const sum = (key: 'passed' | 'failed' | 'skipped') => runs.reduce((total, counts) => total + counts[key], 0)
for (const failure of runs.flatMap(({ failures }) => failures)) console.log(`failed: ${failure}`)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
process.exit(sum('failed') + sum('skipped') === 0 ? 0 : 1)
