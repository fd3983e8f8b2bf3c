import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assessVisit, fieldContextOf, instruments, parseAnswers } from '#domain/instruments/index.ts'
import type { Answers, Context, Instrument } from '#domain/instruments/instrument.ts'
import { proposeNextVisit } from '#domain/instruments/outcome/propose-next-visit.ts'
import { proposeReferral } from '#domain/instruments/outcome/propose-referral.ts'
import { defaultSettings } from '#domain/settings.ts'
import { leanCards } from '../../scripts/lean-cards.ts'
import { top } from './source-files.ts'

const entries = {
  cards: 'index.ts',
  nextVisit: 'outcome/propose-next-visit.ts',
  referral: 'outcome/propose-referral.ts',
}
const asWritten = { assessVisit, fieldContextOf, instruments, proposeNextVisit, proposeReferral }
type Cards = typeof asWritten

const folder = mkdtempSync(join(tmpdir(), 'teratai-lean-'))
let asBuilt: Cards

/** The cards as the browser's build leaves them, beside the cards as they are written. */
beforeAll(async () => {
  await build({
    root: top,
    configFile: false,
    logLevel: 'error',
    plugins: [leanCards()],
    build: {
      outDir: folder,
      minify: false,
      lib: {
        entry: Object.fromEntries(
          Object.entries(entries).map(([name, file]) => [name, join(top, 'src/domain/instruments', file)]),
        ),
        formats: ['es'],
        fileName: (_format, name) => `${name}.mjs`,
      },
    },
  })
  const parts = await Promise.all(Object.keys(entries).map((name) => import(join(folder, `${name}.mjs`))))
  asBuilt = Object.assign({}, ...parts) as Cards
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every third example: each rule has several. */
const examples = readdirSync(join(top, 'tests/reference/assess'))
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(join(top, 'tests/reference/assess', name), 'utf8').split('\n'))
  .filter((line, at) => line !== '' && at % 3 === 0)
  .map((line) => JSON.parse(line) as { instrument: string; answers: object; person: object; day: string })

const sexes: Readonly<Record<string, 'male' | 'female'>> = {
  L: 'male',
  P: 'female',
  male: 'male',
  female: 'female',
}

describe('the cards that the phone carries', () => {
  it('are all there, with every question and rule, and nothing of the paper (lesson 38)', () => {
    const held = (cards: typeof instruments) =>
      cards.map(({ id, fields, rules }) => [
        id,
        fields.map((field) => field.id),
        rules.map((rule) => rule.id),
      ])
    expect(held(asBuilt.instruments)).toEqual(held(instruments))
    const onPaper = asBuilt.instruments.flatMap(({ fields }) => fields.filter((field) => 'cardId' in field))
    // A few signs are named where their rule lists them.
    expect(onPaper.length).toBeLessThan(5)
  })

  it('say the same of every example', () => {
    expect(examples.length).toBeGreaterThan(500)
    for (const { instrument: id, answers: given, person, day } of examples) {
      const { sex, birthDate } = person as { sex?: string; birthDate?: string }
      const context: Context = {
        person: { ...(sex && { sex: sexes[sex] }), ...(birthDate && { birthDate }) },
        day,
        history: [],
        settings: defaultSettings,
      }
      const whole = cardOf(asWritten, id)
      const { answers } = parseAnswers(whole, given as Record<string, unknown>, { ...context, answers: {} })
      expect(sayingsOf(asBuilt, id, answers, context)).toEqual(sayingsOf(asWritten, id, answers, context))
    }
  })
})

function cardOf(cards: Cards, id: string): Instrument {
  const card = cards.instruments.find((one) => one.id === id)
  if (!card) throw new Error(`${id} is missing`)
  return card
}

/** Everything that a result screen makes of a visit. */
function sayingsOf(cards: Cards, id: string, answers: Answers, context: Context) {
  const card = cardOf(cards, id)
  const fieldContext = cards.fieldContextOf(card, answers, context)
  const summary = cards.assessVisit(card, answers, context)
  const referral = cards.proposeReferral(summary.findings, fieldContext)
  const nextVisit = cards.proposeNextVisit(summary.findings, fieldContext)
  return { summary, referral, nextVisit }
}
