import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { groupOf } from '#domain/instruments/read-answer.ts'
import { activityBlocks } from '#domain/rules/ckg-activity.ts'

const source = 'KMK HK.01.07/MENKES/33/2025'

/** Days and minutes are asked only of what is done at all. */
const isNotDone =
  (id: string): Condition =>
  ({ answers }) =>
    groupOf(answers[id])?.['did'] === false

const isTold =
  (id: string): Condition =>
  ({ answers }) =>
    groupOf(answers[id])?.['days'] !== undefined

/** Six kinds of activity, each with days a week and minutes a day. */
export const activityFields: readonly Field[] = activityBlocks.map(({ id, cardId }) => ({
  id,
  cardId,
  type: 'group',
  step: 4,
  required: true,
  section: 'activity',
  source,
  parts: [
    { id: 'did', cardId: `${cardId}_ya`, type: 'yesNo', optionalWhen: isTold(id) },
    {
      id: 'days',
      cardId: `${cardId}_hari`,
      type: 'number',
      unit: 'd/wk',
      decimals: 0,
      reject: { min: 0, max: 7 },
      optionalWhen: isNotDone(id),
    },
    {
      id: 'minutes',
      cardId: `${cardId}_menit`,
      type: 'number',
      unit: 'min/d',
      decimals: 0,
      reject: { min: 0, max: 1440 },
      confirm: { max: 480 },
      optionalWhen: isNotDone(id),
    },
  ],
}))
