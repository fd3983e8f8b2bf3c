import type { Answers } from '#domain/instruments/instrument.ts'
import { srqItems } from '#domain/rules/srq.ts'

/** What the card of adults asks besides measuring, of a single woman below 40 years who is well. */
export const wellAdult: Answers = {
  maritalStatus: 'single',
  fingerCountRight: 'normal',
  fingerCountLeft: 'normal',
  whisperRight: 'normal',
  whisperLeft: 'normal',
  tbcCough: 'none',
  tbcFever: false,
  tbcWeightLoss: false,
  tbcContact: 'none',
  smokedLastYear: false,
  ...Object.fromEntries(srqItems.map((item) => [item, false])),
}
