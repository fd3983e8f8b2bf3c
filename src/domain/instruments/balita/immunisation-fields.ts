import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { dosesGivenField } from '#domain/schedule/doses.ts'
import { type ChildDoseId, childDoseIds, givenOnField } from '#domain/schedule/dose-ids.ts'

const card = 'Kartu Bantu Pemeriksaan Bayi, Balita, Apras (KMK HK.01.07/MENKES/2015/2023)'

/** As people and Buku KIA call the doses. */
const printed: Readonly<Record<ChildDoseId, string>> = {
  hb0: 'HB0',
  bcg: 'BCG',
  opv1: 'Polio tetes 1',
  opv2: 'Polio tetes 2',
  opv3: 'Polio tetes 3',
  opv4: 'Polio tetes 4',
  dpt1: 'DPT-HB-Hib 1',
  dpt2: 'DPT-HB-Hib 2',
  dpt3: 'DPT-HB-Hib 3',
  dpt4: 'DPT-HB-Hib lanjutan',
  hexa1: 'Heksavalen 1',
  hexa2: 'Heksavalen 2',
  hexa3: 'Heksavalen 3',
  pcv1: 'PCV 1',
  pcv2: 'PCV 2',
  pcv3: 'PCV 3',
  rv1: 'Rotavirus 1',
  rv2: 'Rotavirus 2',
  rv3: 'Rotavirus 3',
  ipv1: 'Polio suntik 1',
  ipv2: 'Polio suntik 2',
  mr1: 'Campak-Rubela 1',
  mr2: 'Campak-Rubela lanjutan',
  je: 'Japanese encephalitis',
}

/** Other names of Buku KIA and of the planning files. */
const alsoPrinted: Readonly<Partial<Record<ChildDoseId, readonly string[]>>> = {
  hb0: ['Hepatitis B <24 jam', 'Hepatitis B', 'HB 0'],
  opv1: ['OPV 1', 'Polio 1'],
  opv2: ['OPV 2', 'Polio 2'],
  opv3: ['OPV 3', 'Polio 3'],
  opv4: ['OPV 4', 'Polio 4'],
  dpt1: ['DPT 1', 'DPT-HB-Hib1'],
  dpt2: ['DPT 2', 'DPT-HB-Hib2'],
  dpt3: ['DPT 3', 'DPT-HB-Hib3'],
  dpt4: ['DPT 4', 'DPT-HB-Hib 4'],
  pcv1: ['PCV1'],
  pcv2: ['PCV2'],
  pcv3: ['PCV3'],
  rv1: ['RV 1'],
  rv2: ['RV 2'],
  rv3: ['RV 3'],
  ipv1: ['IPV 1'],
  ipv2: ['IPV 2', 'Polio suntik 2'],
  mr1: ['MR 1', 'MR', 'Campak Rubela', 'Campak-Rubela'],
  mr2: ['MR 2', 'MR lanjutan', 'Campak-Rubela 2'],
  je: ['JE'],
}

/** The day on which each dose was given, as the child's Buku KIA has it. An empty one says that it was not. */
export const doseDateFields = (
  doses: readonly ChildDoseId[],
  shownWhen: (dose: ChildDoseId) => Condition,
): readonly Field[] =>
  doses.map((dose) => ({
    id: givenOnField(dose),
    cardId: `imun_${dose}`,
    alsoCardIds: [dose],
    type: 'date',
    ...atMostToday,
    step: 3,
    section: 'immunisation',
    required: false,
    shownWhen: shownWhen(dose),
    source: 'Buku KIA 2023; Checklist Kunjungan Rumah',
  }))

const atMostToday: Pick<Extract<Field, { type: 'date' }>, 'earliest' | 'latest'> = {
  earliest: ({ person, day }) => person.birthDate ?? `${Number(day.slice(0, 4)) - 7}-01-01`,
  latest: ({ day }) => day,
}

const monthsUpTo =
  (last: number): Condition =>
  (context) => {
    const months = ageIn(context)?.months
    return months !== undefined && months <= last
  }

const isIncomplete: Condition = ({ answers }) => yesNoIn(answers, 'immunisationComplete') === false

/** Column 20: complete for the age, what was given today, and, where something is missing, the dates of the book. */
export const immunisationFields: readonly Field[] = [
  {
    ...yesNoField({
      id: 'immunisationComplete',
      cardId: 'imunisasi_lengkap',
      step: 3,
      required: monthsUpTo(59),
      shownWhen: monthsUpTo(71),
      source: card,
    }),
    column: '20',
    section: 'immunisation',
  },
  {
    id: dosesGivenField,
    cardId: 'imunisasi_diberikan',
    type: 'multi',
    choices: childDoseIds,
    printed,
    alsoPrinted,
    step: 4,
    section: 'immunisation',
    required: false,
    shownWhen: monthsUpTo(71),
    source: card,
  },
  ...doseDateFields(childDoseIds, () => isIncomplete),
]
