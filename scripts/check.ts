import { spawnSync } from 'node:child_process'

/** Everything that can be said of the sources without running them; any finding, warnings too, ends in exit 1. */
const steps: readonly (readonly [string, readonly string[]])[] = [
  ['format', ['biome', 'format', '.']],
  ['types', ['tsc', '-b']],
  ['lint', ['oxlint', '--deny-warnings']],
  ['dead code', ['knip']],
  ['build', ['node', 'scripts/build.ts']],
  ['boundaries, locales, glossary, sizes', ['vitest', 'run', '--project', 'architecture']],
]

let failed = 0
for (const [name, [command, ...args]] of steps) {
  const started = Date.now()
  const result = spawnSync(`node_modules/.bin/${command}`, args, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const passed = result.status === 0
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (!passed) {
    failed += 1
    console.log(result.stdout, result.stderr)
  }
}
process.exit(failed > 0 ? 1 : 0)
