import type { PersonOn } from '#domain/person/person.ts'
import type { Settings } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { balita } from './balita/balita.ts'
import { ckg } from './ckg/ckg.ts'
import { dewasa } from './dewasa/dewasa.ts'
import { ibuHamil } from './ibu-hamil/ibu-hamil.ts'
import type { Answers, Context, FieldContext, Finding, Instrument, Summary } from './instrument.ts'
import { kpsp } from './kpsp/kpsp.ts'
import { krBalita } from './kr-balita/kr-balita.ts'
import { krBayi } from './kr-bayi/kr-bayi.ts'
import { krRemaja } from './kr-remaja/kr-remaja.ts'
import { krIbuHamil } from './kr-ibu-hamil/kr-ibu-hamil.ts'
import { krNifas } from './kr-nifas/kr-nifas.ts'
import { nifas } from './nifas/nifas.ts'
import { krDewasa } from './kr-dewasa/kr-dewasa.ts'
import { krLansia } from './kr-lansia/kr-lansia.ts'
import { lansia } from './lansia/lansia.ts'
import { missingFindings } from './missing-findings.ts'
import { pelayanan } from './pelayanan/pelayanan.ts'
import { perkembangan } from './perkembangan/perkembangan.ts'
import { remaja } from './remaja/remaja.ts'
import { fieldContextOf } from './shown-fields.ts'
import { summarise } from './summarise.ts'
import { aks } from './aks/aks.ts'
import { jiwaLanjutan } from './jiwa-lanjutan/jiwa-lanjutan.ts'
import { krKeluarga } from './kr-keluarga/kr-keluarga.ts'
import { krOdgj } from './kr-odgj/kr-odgj.ts'
import { krTbc } from './kr-tbc/kr-tbc.ts'
import { lansiaLanjutan } from './lansia-lanjutan/lansia-lanjutan.ts'
import { phq4 } from './phq-4/phq-4.ts'
import { puma } from './puma/puma.ts'
import { sdq } from './sdq/sdq.ts'
import { skilas } from './skilas/skilas.ts'
import { srq20 } from './srq-20/srq-20.ts'
import { tbc } from './tbc/tbc.ts'

export { checkAnswer } from './check-answer.ts'
export { type ParsedAnswers, parseAnswers } from './parse-answers.ts'
export { fieldContextOf, isRequired, requiredFields, shownFields } from './shown-fields.ts'

/** The instruments that this edition knows. */
export const instruments: readonly Instrument[] = [
  ibuHamil,
  nifas,
  krIbuHamil,
  krNifas,
  balita,
  remaja,
  dewasa,
  lansia,
  ckg,
  krDewasa,
  krLansia,
  krRemaja,
  tbc,
  puma,
  srq20,
  phq4,
  aks,
  skilas,
  sdq,
  jiwaLanjutan,
  lansiaLanjutan,
  krTbc,
  krOdgj,
  krKeluarga,
  krBayi,
  krBalita,
  perkembangan,
  kpsp,
  pelayanan,
]

const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]))

/** The instrument of this id; nothing where this edition has none. */
export const instrumentById = (id: string): Instrument | undefined => byId.get(id)

/** The instruments that may be used for a person on a day, by sex and age. */
export function instrumentsFor(
  person: PersonOn,
  day: CalendarDay,
  settings?: Settings,
): readonly Instrument[] {
  return instruments.filter((instrument) => instrument.appliesTo(person, day, settings))
}

/** Every finding of the instrument's rules on these answers. Throws on an instrument that this edition has not. */
export function assess(instrumentId: string, answers: Answers, context: Context): readonly Finding[] {
  const instrument = instrumentById(instrumentId)
  if (!instrument) throw new RangeError(`no instrument is called ${instrumentId}`)
  return assessWith(instrument, answers, context)
}

/** The findings of an instrument given as data. */
export function assessWith(instrument: Instrument, answers: Answers, context: Context): readonly Finding[] {
  return assessIn(instrument, fieldContextOf(instrument, answers, context))
}

function assessIn(instrument: Instrument, context: FieldContext): readonly Finding[] {
  return instrument.rules.flatMap((rule) => {
    const found = rule.evaluate(context)
    return found.length > 0 ? found : missingFindings(instrument, rule, context)
  })
}

/** The findings, worst first, and the visit in one word. */
export function assessVisit(instrument: Instrument, answers: Answers, context: Context): Summary {
  const fieldContext = fieldContextOf(instrument, answers, context)
  return summarise(instrument, assessIn(instrument, fieldContext), fieldContext)
}
