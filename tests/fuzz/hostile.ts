import type { Dice } from '#tests/simulation/dice.ts'

/** Written into what is sent: it may come back to whoever sent it, but stand in no log. */
export const sentCanary = 'KenariTerkirim'

/** What a sender may put in the place of any value; as text of JSON where a value could not say it. */
const hostileTexts: readonly string[] = [
  'null',
  '[]',
  '{}',
  'true',
  '-1',
  '-0',
  '1e308',
  '1e400',
  '-1e400',
  '9007199254740993',
  '2147483648',
  '0.1',
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"\\u202e\\u0007\\u001b[31m"',
  `"${sentCanary}"`,
  `"' or 1=1; drop table record; --"`,
  '"=HYPERLINK(\\"https://evil.example\\")"',
  '"../../../../etc/passwd"',
  '"%00%2e%2e%2f"',
  '"<script>alert(1)</script>"',
  '"9999-99-99"',
  '"2026-02-30"',
  '"-271821-04-20"',
  '"__proto__"',
  '"constructor"',
  '"hasOwnProperty"',
  '{"__proto__":{"polluted":"yes"}}',
  '{"constructor":{"prototype":{"polluted":"yes"}}}',
  '{"toString":1,"valueOf":2,"then":3,"length":-1}',
  `"${'a'.repeat(5_000)}"`,
  `"${'\u{1F4A3}'.repeat(3_000)}"`,
  `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
  `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
  `[${'0,'.repeat(20_000)}0]`,
]

/** Marks in a value that stand for hostile text until the whole is written. */
const mark = (at: number) => `\u0001${at}\u0001`

/** A value that is none of those a receiver hopes for. */
export const hostileValue = (dice: Dice): unknown => mark(dice.below(hostileTexts.length))

/** JSON in which the marks have become what they stand for. */
export const hostileJson = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replace(
    /"\\u0001(\d+)\\u0001"/g,
    (_, at) => hostileTexts[Number(at)] ?? '',
  )

/** As a word in an address or a header. */
export function hostileWord(dice: Dice): string {
  const text = dice.pick(hostileTexts)
  try {
    return String(JSON.parse(text)).slice(0, 2_000)
  } catch {
    return text.slice(0, 2_000)
  }
}

/** The bytes with some of them changed, lost, doubled or foreign. */
export function spoiled(bytes: Uint8Array, dice: Dice): Uint8Array {
  const copy = Buffer.from(bytes)
  for (let time = dice.below(4); time >= 0; time -= 1)
    if (copy.length > 0) copy[dice.below(copy.length)] = dice.below(256)
  const at = dice.below(copy.length + 1)
  return dice.weighed([
    [copy, 5],
    [copy.subarray(0, at), 2],
    [copy.subarray(at), 1],
    [Buffer.concat([copy, copy.subarray(0, at)]), 1],
    [Buffer.concat([copy.subarray(0, at), Buffer.from(hostileWord(dice)), copy.subarray(at)]), 1],
  ])
}
