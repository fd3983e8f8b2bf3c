import { countCards } from './card-counts.ts'

/**
 * `npm run cards`: what every instrument holds. With `--check` also what of the cards' field tables has no counterpart;
 * anything missing ends in exit 1.
 */
const isCheck = process.argv.includes('--check')
const counts = countCards()
const lines = counts.map(({ instrument, fields, rules, choices, settings, missing }) => {
  const held = `${instrument.padEnd(16)} ${String(fields).padStart(4)} fields ${String(rules).padStart(3)} rules ${String(choices).padStart(4)} choices ${String(settings).padStart(3)} settings`
  return isCheck ? `${held}  missing: ${missing.length === 0 ? 'nothing' : missing.join(' ')}` : held
})
console.log(lines.join('\n'))
if (isCheck && counts.some(({ missing }) => missing.length > 0)) process.exitCode = 1
