import { type Block, inSection } from '#domain/instruments/block.ts'
import type { CardId, Derived } from '#domain/instruments/instrument.ts'
import { educationFields, nextVisitField, referralFields } from './outcome-fields.ts'

/** Rows of the referral form and the card's foot that other records hold. */
const derived: readonly Derived[] = [
  { cardId: 'urgensi', from: 'proposeReferral' },
  { cardId: 'tgl_rujuk', from: 'visit' },
  { cardId: 'perujuk', from: 'visit' },
  { cardId: 'ringkasan', from: 'findings' },
  { cardId: 'paraf_kader', from: 'visit' },
  { cardId: 'petugas', from: 'visit' },
]

/** How a visit on a card ends: what was counselled, the referral, and when to come again (langkah 4 and 5). */
export const outcomeBlock = (card: CardId): Block & { readonly derived: readonly Derived[] } => ({
  fields: [
    ...inSection('referral', referralFields(card)),
    ...inSection('education', [...educationFields(card), nextVisitField]),
  ],
  rules: [],
  derived,
})
