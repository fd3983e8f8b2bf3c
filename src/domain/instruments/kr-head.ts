import { homeVisitRules } from '#domain/rules/home-visit-head.ts'
import type { Block } from './block.ts'
import type { Condition, Field } from './instrument.ts'
import { kiaBookField } from './kia-book-field.ts'
import { textIn } from './read-answer.ts'
import { temperatureField } from './temperature-field.ts'
import { addDays } from '#domain/time/calendar-day.ts'

const source = 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)'

/** Whether the person was found at home; where nobody said, the visit goes on as if. */
export const isMet: Condition = ({ answers }) => (textIn(answers, 'personMet') ?? 'met') === 'met'

/** A condition that holds only for a person who was found at home. */
export const whenMet =
  (condition: boolean | Condition = true): Condition =>
  (context) =>
    isMet(context) && (typeof condition === 'boolean' ? condition : condition(context))

type HeadFieldId =
  | 'homeVisitNumber'
  | 'personMet'
  | 'temperatureC'
  | 'kiaBook'
  | 'nakesEducation'
  | 'remindedToCheck'
  | 'reportedToNakesOn'
  | 'visitorName'
  | 'acknowledgedBy'

export type HomeVisitHead = {
  /** Rule id of the page that the findings of the head carry. */
  readonly card: string
  /** Whether a danger sign was answered with yes: then nakes are told the same day. */
  readonly hasDangerSign: Condition
  /** Whether the card has the Buku KIA. */
  readonly asksKiaBook?: Condition
  /** False where a rule of the checklist's own judges the temperature. Absent: the head flags 37.5 °C. */
  readonly flagsTemperature?: false
  /** Ids of other printings of the head's fields: `{ temperatureC: ['kd_suhu'] }`. */
  readonly alsoCardIds?: Readonly<Partial<Record<HeadFieldId, readonly string[]>>>
}

/**
 * The common head of every home-visit checklist (E0), with the rules on it. The day of the visit is the visit's own;
 * so is who wrote it, and a name is asked only for the paper.
 */
export function homeVisitHead(head: HomeVisitHead): Block {
  const fields = [...visitFields, temperatureField({ step: 2, shownWhen: isMet }), ...closingFields(head)]
  return {
    fields: fields.map((field) => withNames(field, head)),
    rules: homeVisitRules(head),
  }
}

function withNames(field: Field, { alsoCardIds }: HomeVisitHead): Field {
  const names = alsoCardIds?.[field.id as HeadFieldId]
  return { ...field, section: 'homeVisit', ...(names && { alsoCardIds: names }) }
}

const visitFields: readonly Field[] = [
  {
    id: 'homeVisitNumber',
    cardId: 'kunjungan_ke',
    type: 'number',
    unit: '{visit}',
    decimals: 0,
    reject: { min: 1, max: 99 },
    step: 1,
    required: false,
    source,
  },
  {
    id: 'visitorName',
    cardId: 'petugas_kader',
    alsoCardIds: ['petugas'],
    type: 'text',
    maxLength: 120,
    step: 1,
    required: false,
    source,
  },
  {
    id: 'personMet',
    cardId: 'sasaran_ditemui',
    type: 'choice',
    choices: ['met', 'notAtHome', 'moved', 'refused', 'died'],
    printed: {
      met: 'ya',
      notAtHome: 'tidak ada di rumah',
      moved: 'pindah',
      refused: 'menolak',
      died: 'meninggal',
    },
    step: 1,
    required: true,
    source: `${source}; choices Teratai's own`,
  },
]

function closingFields({ hasDangerSign, asksKiaBook }: HomeVisitHead): readonly Field[] {
  const kiaBook = kiaBookField({ required: whenMet(), shownWhen: whenMet(asksKiaBook ?? true) })
  const report: Field = {
    id: 'reportedToNakesOn',
    cardId: 'lapor_nakes_tgl',
    type: 'date',
    earliest: ({ day }) => day,
    latest: ({ day }) => addDays(day, 30),
    step: 5,
    required: whenMet(hasDangerSign),
    source,
  }
  return [...(asksKiaBook ? [kiaBook] : []), ...counsellingFields, report, acknowledged]
}

const counsellingFields: readonly Field[] = [
  {
    id: 'nakesEducation',
    cardId: 'edukasi_nakes',
    type: 'group',
    parts: [
      { id: 'topic', cardId: 'edukasi_nakes_materi', type: 'text', maxLength: 200, optionalWhen: () => true },
      {
        id: 'on',
        cardId: 'edukasi_nakes_tgl',
        alsoCardIds: ['edukasi_nakes_tanggal'],
        type: 'date',
        latest: ({ day }) => day,
        optionalWhen: () => true,
      },
    ],
    step: 5,
    required: false,
    shownWhen: isMet,
    source,
  },
  {
    id: 'remindedToCheck',
    cardId: 'mengingatkan_periksa',
    type: 'yesNo',
    step: 5,
    required: false,
    shownWhen: isMet,
    source,
  },
]

const acknowledged: Field = {
  id: 'acknowledgedBy',
  cardId: 'paraf_sasaran',
  type: 'text',
  maxLength: 120,
  step: 5,
  required: false,
  shownWhen: isMet,
  source,
}
