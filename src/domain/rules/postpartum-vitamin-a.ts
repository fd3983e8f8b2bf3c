import type { Condition, FieldContext } from '#domain/instruments/instrument.ts'
import { numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { lastPostpartumDay } from '#domain/pregnancy/gestation.ts'
import { defineRule, notAssessed } from './define-rule.ts'
import { daysSinceDelivery } from './maternal-state.ts'

/** Two capsules of 200,000 IU within 42 days of the birth, the second a day after the first (Buku KIA 2023). */
const capsulesDue = 2

/** Nifas lasts, as far as anybody knows. */
export const isInNifas: Condition = (context) => (daysSinceDelivery(context) ?? 0) <= lastPostpartumDay

const isOfNifas = (instrument: string) => instrument === 'nifas' || instrument === 'kr-nifas'

/** Capsules handed out since the birth, or taken on a named day, whichever is more; nothing where nobody said. */
function capsulesIn(context: FieldContext): number | undefined {
  const { answers, history } = context
  const since = textIn(answers, 'deliveredOn') ?? ''
  const given = [...history.filter(({ day, instrument }) => isOfNifas(instrument) && day >= since), context]
    .map((visit) => numberIn(visit.answers, 'vitaminACapsules'))
    .filter((one) => one !== undefined)
  const dated = ['vitaminAFirstOn', 'vitaminASecondOn'].filter((id) => textIn(answers, id) !== undefined)
  if (given.length === 0 && dated.length === 0) return undefined
  return Math.max(
    given.reduce((sum, one) => sum + one, 0),
    dated.length,
  )
}

export const postpartumVitaminA = defineRule(
  {
    id: 'postpartumVitaminA',
    card: 'R-NF-VITA',
    edition: 'buku-kia-2023',
    source: 'Buku KIA 2023; Kartu Bantu Pemeriksaan Ibu Nifas dan Menyusui',
    outcomes: ['vitaminACapsulesMissing', 'vitaminACapsulesTooClose', 'vitaminACapsulesTaken', 'notAssessed'],
    judges: ['takesVitaminA', 'vitaminAAtHome'],
  },
  (context, find) => {
    const { answers } = context
    const capsules = capsulesIn(context)
    const atHome = yesNoIn(answers, 'vitaminAAtHome')
    // At home the question is whether they are there: what is not there, and was never dated, was not taken.
    const takes =
      yesNoIn(answers, 'takesVitaminA') ?? (atHome === false && capsules === undefined ? false : undefined)
    if (takes === undefined && capsules === undefined && atHome === undefined) return []
    const asked = context.instrument === 'kr-nifas' ? 'vitaminAAtHome' : 'takesVitaminA'
    if (!isInNifas(context)) return [notAssessed(find, asked, 'notApplicable')]
    const [first, second] = [textIn(answers, 'vitaminAFirstOn'), textIn(answers, 'vitaminASecondOn')]
    const detail = { fields: [asked], facts: { capsules: capsules ?? 0 } }
    if (first !== undefined && second !== undefined && second <= first)
      return [find('vitaminACapsulesTooClose', 'confirm', { ...detail, fields: ['vitaminASecondOn'] })]
    if (takes === false || (capsules !== undefined && capsules < capsulesDue))
      return [find('vitaminACapsulesMissing', 'counsel', detail)]
    if (capsules === undefined) return [notAssessed(find, asked, 'capsulesUnknown')]
    return takes === undefined && second === undefined
      ? []
      : [find('vitaminACapsulesTaken', 'normal', detail)]
  },
)
