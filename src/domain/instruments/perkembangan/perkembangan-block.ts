import type { Block } from '#domain/instruments/block.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import { childDevelopment, hasMilestoneAnswers, milestonesToAsk } from '#domain/rules/child-development.ts'
import { type Milestone, milestoneLists } from './milestones.ts'

const source = 'Buku KIA 2023'

const hasResult: Condition = ({ answers }) => hasValue(answers['developmentChecklist'])

function milestoneField({ id, cardId, band, number }: Milestone, isDue: Condition): Field {
  const asked: Condition = (context) => isDue(context) && milestonesToAsk(context).has(id)
  return {
    id,
    cardId,
    type: 'choice',
    choices: ['can', 'cannot', 'notTried'],
    printed: { can: 'ya', cannot: 'tidak', notTried: 'belum dicoba' },
    step: 3,
    section: 'development',
    battery: `milestones${band.slice(1)}`,
    required: (context) => asked(context) && !hasResult(context),
    shownWhen: asked,
    officialItem: { form: 'kia', number: `${band.slice(1)}.${number}` },
    source,
  }
}

/** The result of a checklist that was filled in the child's own Buku KIA; the items prevail where they were asked. */
const resultField = (isDue: Condition): Field => ({
  id: 'developmentChecklist',
  cardId: 'checklist_perkembangan',
  column: '3',
  type: 'choice',
  choices: ['complete', 'incomplete', 'notExamined'],
  printed: { complete: 'lengkap', incomplete: 'tidak lengkap', notExamined: 'belum diperiksa' },
  step: 3,
  section: 'development',
  required: (context) => isDue(context) && !hasMilestoneAnswers(context),
  shownWhen: isDue,
  source: `Kartu Bantu Pemeriksaan Balita (KMK HK.01.07/MENKES/2015/2023); ${source}`,
})

/** The development checklist, asked where `isDue` says so. */
export const perkembanganBlock = (isDue: Condition): Block => ({
  fields: [
    ...milestoneLists.flatMap(({ milestones }) => milestones.map((one) => milestoneField(one, isDue))),
    resultField(isDue),
  ],
  rules: [childDevelopment],
})
