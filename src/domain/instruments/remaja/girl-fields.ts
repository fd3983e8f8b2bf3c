import { type Block, inSection } from '#domain/instruments/block.ts'
import type { Field } from '#domain/instruments/instrument.ts'
import { ironTablets, isOfferedIronTablets, isOwedIronTablets } from '#domain/rules/iron-tablets.ts'

const source = "KMK HK.01.07/MENKES/2015/2023; ranges Teratai's own"

/** Tablets (TTD) that she was given. */
const received: Field = {
  id: 'ironTabletsReceived',
  cardId: 'ttd_diterima',
  type: 'number',
  unit: '{tablet}',
  decimals: 0,
  reject: { min: 0, max: 60 },
  confirm: { max: 12 },
  step: 4,
  required: isOwedIronTablets,
  shownWhen: isOfferedIronTablets,
  source,
}

/** One tablet in the last seven days: the card and the home-visit form ask alike. */
export const ironTabletThisWeek: Field = {
  id: 'ironTabletThisWeek',
  cardId: 'ttd_diminum_minggu_ini',
  alsoCardIds: ['kr_ttd_minum_7hari'],
  type: 'yesNo',
  step: 4,
  required: isOwedIronTablets,
  shownWhen: isOfferedIronTablets,
  source: 'KMK HK.01.07/MENKES/2015/2023; Checklist Kunjungan Rumah',
}

const taken: Field = {
  id: 'ironTabletsFourWeeks',
  cardId: 'ttd_jumlah_diminum_4mgg',
  type: 'number',
  unit: '{tablet}',
  decimals: 0,
  reject: { min: 0, max: 31 },
  confirm: { max: 5 },
  step: 4,
  required: false,
  shownWhen: isOfferedIronTablets,
  source,
}

/** Tablets against anaemia of girls from 10 years. */
export const ironTabletsBlock: Block = {
  fields: inSection('supplements', [received, ironTabletThisWeek, taken]),
  rules: [ironTablets],
}
