import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'

const asked = [
  { id: 'stimulatedForAge', code: 'notStimulated' },
  { id: 'attendsToddlerClass', code: 'noToddlerClass' },
  { id: 'kiaBookBrought', code: 'kiaBookNotBrought' },
] as const

/** What a family does for the child between two visits: a gap is talked about. */
export const childCare = defineRule(
  {
    id: 'childCare',
    card: 'R-AN-KEMBANG',
    edition: 'buku-kia-2023',
    source: "Buku KIA 2023; levels Teratai's own",
    outcomes: ['notStimulated', 'noToddlerClass', 'kiaBookNotBrought', 'careDone'],
  },
  ({ answers }, find) => {
    const said = asked.filter(({ id }) => yesNoIn(answers, id) !== undefined)
    const gaps = said.filter(({ id }) => yesNoIn(answers, id) === false)
    if (gaps.length > 0) return gaps.map(({ id, code }) => find(code, 'counsel', { fields: [id] }))
    const [first] = said
    return first ? [find('careDone', 'normal', { fields: [first.id] })] : []
  },
)
