import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assessVisit, instruments, parseAnswers } from '#domain/instruments/index.ts'
import type { Context } from '#domain/instruments/instrument.ts'
import { defaultSettings } from '#domain/settings.ts'
import { leanCards } from '../../scripts/lean-cards.ts'
import { top } from './source-files.ts'

type Cards = { instruments: typeof instruments; assessVisit: typeof assessVisit }

const folder = mkdtempSync(join(tmpdir(), 'teratai-lean-'))
let lean: Cards

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
      lib: { entry: join(top, 'src/domain/instruments/index.ts'), formats: ['es'], fileName: 'cards' },
    },
  })
  const file = readdirSync(folder).find((name) => name.startsWith('cards')) ?? ''
  lean = (await import(join(folder, file))) as Cards
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
  it('are all there, with every question and rule, and nothing of the paper', () => {
    const held = (cards: typeof instruments) =>
      cards.map(({ id, fields, rules }) => [
        id,
        fields.map((field) => field.id),
        rules.map((rule) => rule.id),
      ])
    expect(held(lean.instruments)).toEqual(held(instruments))
    const onPaper = lean.instruments.flatMap(({ fields }) => fields.filter((field) => 'cardId' in field))
    // A few signs are named where their rule lists them.
    expect(onPaper.length).toBeLessThan(5)
  })

  it('say the same of every example', () => {
    expect(examples.length).toBeGreaterThan(500)
    for (const { instrument: id, answers: given, person, day } of examples) {
      const { sex, birthDate } = person as { sex?: string; birthDate?: string }
      const whole = instruments.find((one) => one.id === id)
      const small = lean.instruments.find((one) => one.id === id)
      if (!whole || !small) throw new Error(`${id} is missing`)
      const context: Context = {
        person: { ...(sex && { sex: sexes[sex] }), ...(birthDate && { birthDate }) },
        day,
        history: [],
        settings: defaultSettings,
      }
      const { answers } = parseAnswers(whole, given as Record<string, unknown>, { ...context, answers: {} })
      const said = JSON.stringify(lean.assessVisit(small, answers, context))
      expect(said).toBe(JSON.stringify(assessVisit(whole, answers, context)))
    }
  })
})
