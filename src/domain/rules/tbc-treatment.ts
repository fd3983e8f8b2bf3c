import type { FieldContext } from '#domain/instruments/instrument.ts'
import { numberIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { completedMonths } from '#domain/time/age.ts'
import { addMonths, isCalendarDay } from '#domain/time/calendar-day.ts'
import { defineRule } from './define-rule.ts'
import { isOnTbcTreatment } from './tbc.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023; Checklist Kunjungan Rumah TBC'
const edition = 'kmk-2015-2023'

/** Whoever takes TBC medicine is asked for it, not for symptoms: a missed dose is told to nakes the same day. */
export const tbcMedicine = defineRule(
  {
    id: 'tbcMedicine',
    card: 'R-OB1',
    edition,
    source,
    outcomes: ['tbcMedicineMissed', 'tbcMedicineTaken'],
    judges: ['tbcMedicineAtHome', 'tbcMedicineTaken24h'],
    concerns: isOnTbcTreatment,
  },
  (context, find) => {
    const atHome = yesNoIn(context.answers, 'tbcMedicineAtHome')
    const taken = yesNoIn(context.answers, 'tbcMedicineTaken24h')
    const fields = [atHome === false ? 'tbcMedicineAtHome' : 'tbcMedicineTaken24h']
    if (atHome === false || taken === false)
      return [find('tbcMedicineMissed', 'refer', { fields, deadline: 'today' })]
    if (atHome !== true || taken !== true) return []
    const month = sputumMonth(context)
    const facts = month === undefined ? {} : { sputumMonth: month }
    return [find('tbcMedicineTaken', 'normal', { fields, facts })]
  },
)

/** Sputum is examined in months 2 and 5 and at the end of six months of treatment. */
function sputumMonth({ answers, day }: FieldContext): number | undefined {
  const diagnosedOn = textIn(answers, 'tbcDiagnosedOn')
  const months = isCalendarDay(diagnosedOn) ? completedMonths(diagnosedOn, day) : undefined
  return months === 2 || months === 5 || months === 6 ? months : undefined
}

/** Somebody sees to it that the medicine is swallowed (PMO). */
export const tbcSupervisor = defineRule(
  {
    id: 'tbcSupervisor',
    card: 'R-OB1',
    edition,
    source,
    outcomes: ['tbcNoSupervisor', 'tbcHasSupervisor'],
    judges: ['tbcSupervised'],
    concerns: isOnTbcTreatment,
  },
  ({ answers }, find) => {
    const supervised = yesNoIn(answers, 'tbcSupervised')
    if (supervised === undefined) return []
    return supervised
      ? [find('tbcHasSupervisor', 'normal', { fields: ['tbcSupervised'] })]
      : [find('tbcNoSupervisor', 'counsel', { fields: ['tbcSupervised'] })]
  },
)

/** More than a month since the last check: reminded, and told to nakes. */
export const tbcCheck = defineRule(
  {
    id: 'tbcCheck',
    card: 'R-OB1',
    edition,
    source,
    outcomes: ['tbcCheckOverdue', 'tbcCheckRecent'],
    concerns: isOnTbcTreatment,
  },
  ({ answers, day }, find) => {
    const checkedOn = textIn(answers, 'tbcLastCheckOn')
    if (!isCalendarDay(checkedOn)) return []
    const detail = { fields: ['tbcLastCheckOn'], facts: { checkedOn } }
    return checkedOn < addMonths(day, -1)
      ? [find('tbcCheckOverdue', 'confirm', { ...detail, deadline: 'week' })]
      : [find('tbcCheckRecent', 'normal', detail)]
  },
)

/** Contacts of one patient that an investigation names at least (KMK HK.01.07/MENKES/2015/2023). */
const contactsFrom = 20

/** Whether the investigation of a patient's contacts is large enough. */
export const tbcContactsListed = defineRule(
  {
    id: 'tbcContactsListed',
    card: 'R-KR-TBC',
    edition,
    source: `${source}; form TBC.16K`,
    outcomes: ['tbcContactsTooFew', 'tbcContactsEnough'],
    concerns: isOnTbcTreatment,
  },
  ({ answers }, find) => {
    const listed = numberIn(answers, 'tbcContactsListed')
    if (listed === undefined) return []
    const detail = { fields: ['tbcContactsListed'], facts: { value: listed, limit: contactsFrom } }
    return listed < contactsFrom
      ? [find('tbcContactsTooFew', 'counsel', detail)]
      : [find('tbcContactsEnough', 'normal', detail)]
  },
)
