import type { Condition, Field } from './instrument.ts'

/** Whether the Buku KIA can be shown: an empty page of a book in the hand says that nothing was. */
export const kiaBookField = (when: {
  readonly required: boolean | Condition
  readonly shownWhen?: Condition
}): Field => ({
  id: 'kiaBook',
  cardId: 'buku_kia',
  type: 'choice',
  choices: ['shown', 'notShown', 'none', 'notKnown'],
  printed: {
    shown: 'ya dapat ditunjukkan',
    notShown: 'ada tidak dapat ditunjukkan',
    none: 'tidak memiliki',
    notKnown: 'tidak tahu',
  },
  alsoPrinted: {
    shown: ['ya', 'ya, dapat ditunjukkan'],
    notShown: ['ada, tidak dapat ditunjukkan'],
    none: ['tidak', 'tidak ada', 'tidak punya'],
  },
  step: 1,
  source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)',
  ...when,
})
