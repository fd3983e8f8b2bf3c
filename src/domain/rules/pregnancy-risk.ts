import { ageIn } from '#domain/instruments/age-in.ts'
import type { Facts, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { choicesIn, numberIn, partIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { defineRule, type Find, plainDeadline, settingsUsed } from './define-rule.ts'
import { isBeyondWeeks } from './pregnancy-danger-signs.ts'
import { visitsOfPregnancy } from './pregnancy-history.ts'

/** "Umur lebih dari 35 tahun": 36 completed years or more (Buku KIA 2023). */
const tooOldAboveYears = 35
/** Less than two years since the last child (Buku KIA 2023). */
const tooCloseBelowMonths = 24
/** Below 145 cm the pelvis may be too narrow. */
const shortBelowCm = 145
/** From here the child should lie head down. */
const presentationFromWeeks = 36

/** Months between the last child and this pregnancy's; nothing where nobody said, or there is no earlier child. */
export function birthSpacingMonths({ answers }: FieldContext): number | undefined {
  const years = partIn(answers, 'birthSpacing', 'years')
  const months = partIn(answers, 'birthSpacing', 'months')
  if (years === undefined && months === undefined) return undefined
  return Math.round((years ?? 0) * 12) + (months ?? 0)
}

/** History of earlier pregnancies that makes this one a risk; two miscarriages or more count with it. */
const badHistory = ['caesarean', 'haemorrhage', 'preeclampsia', 'stillbirth'] as const

function badHistoryIn({ answers }: FieldContext): readonly string[] {
  const told = choicesIn(answers, 'obstetricHistory') ?? []
  const miscarriages = (numberIn(answers, 'miscarriages') ?? 0) >= 2 ? ['miscarriages'] : []
  return [...badHistory.filter((one) => told.includes(one)), ...miscarriages]
}

type Risk = {
  readonly code: string
  readonly field: string
  /** What makes her one of them; nothing where she is not, or nobody knows. */
  readonly facts: (context: FieldContext) => Facts | undefined
  readonly settings?: readonly string[]
  /** True for what may turn up late: an earlier visit of the pregnancy has not told of it. */
  readonly mayComeLate?: true
}

const below = (value: number | undefined, limit: number): Facts | undefined =>
  value !== undefined && value < limit ? { value, limit } : undefined

const risks: readonly Risk[] = [
  {
    code: 'riskTooYoung',
    field: 'gravida',
    facts: (context) =>
      below(ageIn(context)?.years, numberSetting(context.settings, 'maternalTooYoungBelowYears')),
    settings: ['maternalTooYoungBelowYears'],
  },
  {
    code: 'riskTooOld',
    field: 'gravida',
    facts: (context) => {
      const value = ageIn(context)?.years
      return value !== undefined && value > tooOldAboveYears ? { value, limit: tooOldAboveYears } : undefined
    },
  },
  {
    code: 'riskTooClose',
    field: 'birthSpacing',
    facts: (context) => below(birthSpacingMonths(context), tooCloseBelowMonths),
  },
  {
    code: 'riskTooMany',
    field: 'gravida',
    facts: ({ answers, settings }) => {
      const value = numberIn(answers, 'gravida')
      const limit = numberSetting(settings, 'maternalTooManyFrom')
      return value !== undefined && value >= limit ? { value, limit } : undefined
    },
    settings: ['maternalTooManyFrom'],
  },
  {
    code: 'riskShort',
    field: 'heightCm',
    facts: ({ answers }) => below(numberIn(answers, 'heightCm'), shortBelowCm),
  },
  {
    code: 'riskBadHistory',
    field: 'obstetricHistory',
    facts: (context) => {
      const found = badHistoryIn(context)
      return found.length > 0 ? { found: found.join(' ') } : undefined
    },
  },
  {
    code: 'riskMultiple',
    field: 'multiplePregnancy',
    facts: ({ answers }) => (yesNoIn(answers, 'multiplePregnancy') === true ? {} : undefined),
    mayComeLate: true,
  },
  {
    code: 'riskPresentation',
    field: 'presentation',
    facts: (context) => {
      const lies = textIn(context.answers, 'presentation')
      const isOdd = lies === 'breech' || lies === 'transverse'
      return isOdd && isBeyondWeeks(presentationFromWeeks)(context) ? { lies } : undefined
    },
    mayComeLate: true,
  },
]

/** Whether a doctor has seen her, or an earlier visit of this pregnancy has sent her to one. */
function isKnownAlready({ mayComeLate }: Risk, context: FieldContext): boolean {
  const seen = yesNoIn(context.answers, 'doctorVisitTrimester1')
  if (mayComeLate || seen === false) return false
  return seen === true || visitsOfPregnancy(context).length > 0
}

function judge(risk: Risk, facts: Facts, context: FieldContext, find: Find): Finding {
  const { settings: names = [] } = risk
  const detail = { fields: [risk.field], facts }
  const settings = settingsUsed(context.settings, ...names, 'plainReferralDeadline')
  if (!isKnownAlready(risk, context))
    return find(risk.code, 'refer', { ...detail, settings, deadline: plainDeadline(context.settings) })
  return find(risk.code, 'counsel', { ...detail, settings: settingsUsed(context.settings, ...names) })
}

/** Whether age, number, spacing and height are all known: only then can the four risks be ruled out. */
function areRisksKnown(context: FieldContext): boolean {
  const gravida = numberIn(context.answers, 'gravida')
  if (gravida === undefined || numberIn(context.answers, 'heightCm') === undefined) return false
  return ageIn(context) !== undefined && (gravida === 1 || birthSpacingMonths(context) !== undefined)
}

/** The four "too"s and what else asks for a doctor in pregnancy: sent once, then kept in mind. */
export const pregnancyRisk = defineRule(
  {
    id: 'pregnancyRisk',
    card: 'R-BH-RISTI',
    edition: 'buku-kia-2023',
    source: 'Buku KIA 2023',
    outcomes: [...risks.map(({ code }) => code), 'pregnancyRiskNone'],
  },
  (context, find) => {
    const found = risks.flatMap((risk) => {
      const facts = risk.facts(context)
      return facts ? [judge(risk, facts, context, find)] : []
    })
    if (found.length > 0 || !areRisksKnown(context)) return found
    return [find('pregnancyRiskNone', 'normal', { fields: ['gravida', 'birthSpacing', 'heightCm'] })]
  },
)
