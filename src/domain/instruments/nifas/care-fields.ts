import { inSection } from '#domain/instruments/block.ts'
import { careVisitField } from '#domain/instruments/ibu-hamil/service-fields.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { textIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { lastPostpartumDay } from '#domain/pregnancy/gestation.ts'
import { postpartumVisitWindows } from '#domain/rules/postpartum-care.ts'
import { familyPlanningMethods, needsPillKind } from '#domain/rules/postpartum-family-planning.ts'
import { isInNifas } from '#domain/rules/postpartum-vitamin-a.ts'
import { addDays, isCalendarDay } from '#domain/time/calendar-day.ts'

const card = 'Kartu Bantu Pemeriksaan Ibu Nifas dan Menyusui (KMK HK.01.07/MENKES/2015/2023)'

const within = {
  earliest: ({ answers, day }: Parameters<Condition>[0]) => {
    const born = textIn(answers, 'deliveredOn')
    return isCalendarDay(born) ? born : addDays(day, -lastPostpartumDay)
  },
  latest: ({ day }: Parameters<Condition>[0]) => day,
}

/** The days on which the two capsules were taken. */
export const capsuleDates: readonly Field[] = [
  {
    id: 'vitaminAFirstOn',
    cardId: 'vita_tgl_1',
    alsoCardIds: ['vita_minum_tgl', 'vita_minum_tgl_1'],
    type: 'date',
    ...within,
    step: 4,
    required: false,
    shownWhen: isInNifas,
    source: card,
  },
  {
    id: 'vitaminASecondOn',
    cardId: 'vita_tgl_2',
    alsoCardIds: ['vita_minum_tgl_2'],
    type: 'date',
    ...within,
    step: 4,
    required: false,
    shownWhen: isInNifas,
    source: card,
  },
]

export const breastfeedingField: Field = {
  ...yesNoField({ id: 'breastfeeding', cardId: 'menyusui', step: 4, required: true, source: card }),
  section: 'feeding',
}

const usesSome: Condition = ({ answers }) => answers['usesFamilyPlanning'] === true

/** Method after birth; on the card it follows the plain question, on the home-visit form it stands alone. */
export const methodFields = (shownWhen: Condition | undefined): readonly Field[] =>
  inSection('familyPlanning', [
    {
      id: 'familyPlanningMethod',
      cardId: 'kb_metode',
      type: 'choice',
      choices: familyPlanningMethods,
      printed: {
        femaleSterilisation: 'MOW',
        maleSterilisation: 'MOP',
        iud: 'AKDR/IUD',
        implant: 'implan',
        injection3Months: 'suntik 3 bulan',
        injection1Month: 'suntik 1 bulan',
        pill: 'pil',
        condom: 'kondom',
        lactationalAmenorrhoea: 'MAL',
        none: 'tidak',
      },
      alsoPrinted: { iud: ['AKDR', 'IUD'] },
      step: 4,
      required: shownWhen ?? true,
      ...(shownWhen && { shownWhen }),
      source: card,
    },
    {
      id: 'pillKind',
      cardId: 'kb_pil_jenis',
      type: 'choice',
      choices: ['progestin', 'combined'],
      printed: { progestin: 'progestin', combined: 'kombinasi' },
      alsoPrinted: { progestin: ['pil menyusui', 'minipil'] },
      step: 4,
      required: needsPillKind,
      shownWhen: needsPillKind,
      source: 'Buku KIA 2023',
    },
  ])

export const postpartumVisitFields: readonly Field[] = inSection(
  'care',
  postpartumVisitWindows.map(({ id, firstDay, lastDay }) =>
    careVisitField(id, { row: 'kf', days: { since: 'deliveredOn', first: firstDay, last: lastDay } }),
  ),
)

export const careFields: readonly Field[] = [
  ...inSection('supplements', [
    {
      id: 'vitaminACapsules',
      cardId: 'vita_jumlah',
      column: '12',
      type: 'number',
      unit: '{capsule}',
      decimals: 0,
      reject: { min: 0, max: 2 },
      step: 4,
      required: false,
      shownWhen: isInNifas,
      source: card,
    },
    {
      ...yesNoField({
        id: 'takesVitaminA',
        cardId: 'vita_konsumsi',
        step: 4,
        required: isInNifas,
        shownWhen: isInNifas,
        source: card,
      }),
      column: '13',
    },
    ...capsuleDates,
    {
      id: 'tabletIntake',
      cardId: 'ttd_konsumsi',
      type: 'choice',
      choices: ['daily', 'notDaily'],
      printed: { daily: 'setiap hari', notDaily: 'tidak setiap hari' },
      step: 4,
      required: false,
      shownWhen: isInNifas,
      source: 'Buku KIA 2023',
    },
  ]),
  { ...breastfeedingField, column: '14' },
  ...inSection('feeding', [
    yesNoField({
      id: 'eatsByIsiPiringku',
      cardId: 'isi_piringku_busui',
      step: 4,
      source: 'Checklist Kunjungan Rumah; Buku KIA 2023',
    }),
  ]),
  ...inSection('familyPlanning', [
    {
      ...yesNoField({
        id: 'usesFamilyPlanning',
        cardId: 'kb_pasca_salin',
        step: 4,
        required: ({ answers }) => answers['familyPlanningMethod'] === undefined,
        source: card,
      }),
      column: '15',
    },
  ]),
  ...methodFields(usesSome),
  ...postpartumVisitFields,
]
