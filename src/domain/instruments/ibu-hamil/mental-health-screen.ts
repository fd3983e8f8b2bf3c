import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'

const source = 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)'

/** Whether nakes screened her mind, and when; `isDue` says when a plain "no" is owed an answer. */
export const mentalHealthScreenFields = (isDue: Condition): readonly Field[] => [
  {
    ...yesNoField({
      id: 'mentalHealthScreened',
      cardId: 'skrining_jiwa',
      step: 3,
      shownWhen: isDue,
      source,
      dayIsEnough: true,
    }),
    section: 'mentalHealth',
  },
  {
    id: 'mentalHealthScreen',
    cardId: 'skrining_jiwa_terakhir',
    alsoCardIds: ['skrining_jiwa'],
    type: 'group',
    parts: [
      {
        id: 'on',
        cardId: 'skrining_jiwa_tanggal',
        alsoCardIds: ['tanggal'],
        type: 'date',
        latest: ({ day }) => day,
      },
      {
        id: 'place',
        cardId: 'skrining_jiwa_tempat',
        alsoCardIds: ['tempat'],
        type: 'text',
        maxLength: 120,
        optionalWhen: () => true,
      },
      {
        id: 'officer',
        cardId: 'skrining_jiwa_petugas',
        alsoCardIds: ['petugas'],
        type: 'text',
        maxLength: 120,
        optionalWhen: () => true,
      },
    ],
    step: 3,
    required: false,
    shownWhen: ({ answers }) => answers['mentalHealthScreened'] === true,
    section: 'mentalHealth',
    source,
  },
]
