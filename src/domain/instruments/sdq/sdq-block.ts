import { type Block, inSection } from '#domain/instruments/block.ts'
import type { Field } from '#domain/instruments/instrument.ts'
import { onForm } from '#domain/instruments/official-item.ts'
import {
  sdqAnswers,
  sdqForms,
  sdqItemId,
  type sdqScales,
  sdqSubscales,
  sdqTotal,
  sdqTotalIn,
} from '#domain/rules/sdq.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023; Strengths and Difficulties Questionnaire'
const byNakes = { step: 4, nakesOnly: true, confidential: true, source } as const

const score = (id: string, cardId: string, max: number): Field => ({
  ...byNakes,
  id,
  cardId,
  type: 'number',
  unit: '{score}',
  decimals: 0,
  reject: { min: 0, max },
  required: false,
})

const form: Field = {
  ...byNakes,
  id: 'sdqForm',
  cardId: 'sdq_formulir',
  type: 'choice',
  choices: sdqForms,
  printed: { self: 'diri', parent: 'ortu', teacher: 'guru' },
  alsoPrinted: { self: ['SDQ_diri', 'self'], parent: ['SDQ_ortu', 'orang tua'] },
  required: true,
}

const cardIds: Readonly<Record<keyof typeof sdqScales, string>> = {
  sdqEmotional: 'sdq_emosi',
  sdqConduct: 'sdq_perilaku',
  sdqHyperactivity: 'sdq_hiperaktif',
  sdqPeer: 'sdq_teman',
}

const totals: readonly Field[] = [
  form,
  {
    ...score('sdqTotal', 'sdq_total', 40),
    required: ({ answers }) => sdqTotalIn(answers) === undefined,
  },
  ...Object.entries(cardIds).map(([id, cardId]) => score(id, cardId, 10)),
  score('sdqProsocial', 'sdq_prososial', 10),
]

/** The items as they stand on the paper, for whom the sums are not yet made. */
const items: readonly Field[] = Array.from({ length: 25 }, (_, at) => {
  const id = sdqItemId(at + 1)
  return onForm('sdq', String(at + 1), {
    ...byNakes,
    id,
    cardId: `sdq_${at + 1}`,
    type: 'choice',
    choices: sdqAnswers,
    printed: { notTrue: 'Tidak Benar', somewhatTrue: 'Agak Benar', certainlyTrue: 'Benar' },
    alsoPrinted: { notTrue: ['0'], somewhatTrue: ['1'], certainlyTrue: ['2'] },
    required: false,
  })
})

/** The sums that nakes enter. */
export const sdqTotalsBlock: Block = {
  fields: inSection('mentalHealth', totals),
  rules: [sdqTotal, sdqSubscales],
}

/** The sums, or the 25 items they are made of. */
export const sdqBlock: Block = {
  fields: inSection('mentalHealth', [...totals, ...items]),
  rules: [sdqTotal, sdqSubscales],
}
