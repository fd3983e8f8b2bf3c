import { type TopicPage, topicsOf } from '#domain/counselling/topics.ts'
import type { CardId, Condition, Field, MultiSpec } from '#domain/instruments/instrument.ts'
import { textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { addDays } from '#domain/time/calendar-day.ts'
import { type ReasonDefinition, reasonDefinitions } from './referral-reasons.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'
const source = `Kartu Bantu Pemeriksaan (${juknis})`

/** Which page of topics each card uses, and the numbers of its last two columns. */
const pageOf: Readonly<
  Record<CardId, { readonly page: TopicPage; readonly topics?: string; readonly referral?: string }>
> = {
  'ibu-hamil': { page: 'pregnancy', topics: '18', referral: '19' },
  nifas: { page: 'postpartum', topics: '16', referral: '17' },
  balita: { page: 'child', topics: '24', referral: '26' },
  remaja: { page: 'life' },
  dewasa: { page: 'life' },
  lansia: { page: 'life' },
}

const isReferred: Condition = ({ answers }) => {
  const target = textIn(answers, 'referralTarget')
  return target !== undefined && target !== 'none'
}

const isDeclined: Condition = ({ answers }) => yesNoIn(answers, 'referralDeclined') === true

/** The topics of a page by their ids on it. */
const topicWords = (page: TopicPage): Pick<MultiSpec, 'choices' | 'printed' | 'alsoPrinted'> => {
  const definitions = topicsOf(page)
  return {
    choices: definitions.map(({ topic }) => topic),
    printed: Object.fromEntries(definitions.map(({ topic, cardId }) => [topic, cardId])),
    alsoPrinted: Object.fromEntries(definitions.map(({ topic, alsoCardIds = [] }) => [topic, alsoCardIds])),
  }
}

/** What was talked about. */
export const educationFields = (card: CardId): readonly Field[] => {
  const { page, topics } = pageOf[card]
  return [
    yesNoField({ id: 'educationGiven', cardId: 'edukasi_diberikan', step: 5, source }),
    {
      id: 'educationTopics',
      cardId: 'edukasi',
      alsoCardIds: ['edukasi_topik'],
      ...(topics && { column: topics }),
      type: 'multi',
      ...topicWords(page),
      step: 5,
      required: false,
      source,
    },
    {
      id: 'educationNote',
      cardId: 'edukasi_lain',
      type: 'text',
      maxLength: 300,
      step: 5,
      required: false,
      source,
    },
  ]
}

const reasons: readonly ReasonDefinition[] = reasonDefinitions

/** Where to, why, and whether they agree. */
export const referralFields = (card: CardId): readonly Field[] => {
  const { referral } = pageOf[card]
  return [
    {
      id: 'referralTarget',
      cardId: 'rujuk_tujuan',
      alsoCardIds: ['rujuk'],
      ...(referral && { column: referral }),
      type: 'choice',
      choices: ['none', 'pustu', 'puskesmas', 'hospital'],
      printed: { none: 'tidak', pustu: 'pustu', puskesmas: 'puskesmas', hospital: 'rumah_sakit' },
      alsoPrinted: { hospital: ['rs_ugd', 'RS'] },
      step: 4,
      required: false,
      source,
    },
    {
      id: 'referralReasons',
      cardId: 'rujuk_alasan',
      alsoCardIds: ['alasan_rujuk'],
      type: 'multi',
      choices: reasons.map(({ reason }) => reason),
      printed: Object.fromEntries(reasons.map(({ reason, cardId }) => [reason, cardId])),
      alsoPrinted: Object.fromEntries(reasons.map(({ reason, alsoCardIds = [] }) => [reason, alsoCardIds])),
      step: 4,
      required: isReferred,
      shownWhen: isReferred,
      source: `${source}; codes Teratai's own`,
    },
    {
      id: 'referralNote',
      cardId: 'rujuk_alasan_lain',
      type: 'text',
      maxLength: 300,
      step: 4,
      required: false,
      shownWhen: isReferred,
      source,
    },
    yesNoField({
      id: 'referralDeclined',
      cardId: 'rujuk_ditolak',
      step: 4,
      shownWhen: isReferred,
      source: `${source}; Teratai's own`,
    }),
    {
      id: 'referralDeclinedBecause',
      cardId: 'rujuk_ditolak_alasan',
      type: 'text',
      maxLength: 300,
      step: 4,
      required: isDeclined,
      shownWhen: isDeclined,
      source: `${source}; Teratai's own`,
    },
    {
      id: 'referralCompanion',
      cardId: 'pendamping',
      type: 'choice',
      choices: ['family', 'kader', 'nakes', 'alone'],
      printed: { family: 'keluarga', kader: 'kader', nakes: 'nakes', alone: 'sendiri' },
      step: 4,
      required: false,
      shownWhen: isReferred,
      source,
    },
    ...followedByNakes,
  ]
}

/** What became of it: known later, and to nakes. */
const followedByNakes: readonly Field[] = [
  {
    id: 'referralStatus',
    cardId: 'status_rujukan',
    alsoCardIds: ['status'],
    type: 'choice',
    choices: ['waiting', 'escorted', 'arrived', 'resultReceived', 'notArrived', 'finished', 'declined'],
    printed: {
      waiting: 'menunggu',
      escorted: 'diantar',
      arrived: 'sudah_datang',
      resultReceived: 'hasil_diterima',
      notArrived: 'tidak_datang',
      finished: 'selesai',
      declined: 'menolak',
    },
    alsoPrinted: { waiting: ['dibuat'], arrived: ['diterima'], resultReceived: ['kembali'] },
    step: 4,
    required: false,
    nakesOnly: true,
    shownWhen: isReferred,
    source: `${source}; Teratai's own`,
  },
  {
    id: 'referralFeedback',
    cardId: 'umpan_balik',
    type: 'group',
    parts: [
      { id: 'on', cardId: 'umpan_balik_tgl', type: 'date', latest: ({ day }) => day },
      {
        id: 'diagnosis',
        cardId: 'umpan_balik_diagnosis',
        type: 'text',
        maxLength: 300,
        optionalWhen: () => true,
      },
      { id: 'advice', cardId: 'umpan_balik_anjuran', type: 'text', maxLength: 300, optionalWhen: () => true },
    ],
    step: 4,
    required: false,
    nakesOnly: true,
    shownWhen: isReferred,
    source: `${source}; Teratai's own`,
  },
]

/** The day on which the person should come again. */
export const nextVisitField: Field = {
  id: 'nextVisitOn',
  cardId: 'tanggal_kontrol_berikut',
  type: 'date',
  earliest: ({ day }) => addDays(day, 1),
  step: 5,
  required: false,
  source: `${source}; Teratai's own`,
}
