import type { Level, Summary } from './instrument.ts'

/** A visit's level as lists, counts and filters tell it: a normal visit that lacks something is never plain normal. */
export type ShownLevel = Level | 'incomplete'

/** In this order: what needs somebody soon stands first. */
export const shownLevels = [
  'emergency',
  'refer',
  'confirm',
  'counsel',
  'normal',
  'incomplete',
  'notAssessed',
] as const satisfies readonly ShownLevel[]

/** `incomplete` in place of `normal` where a required item has no value; any other level says more, and stays. */
export const shownLevelOf = ({ level, incomplete }: Pick<Summary, 'level' | 'incomplete'>): ShownLevel =>
  level === 'normal' && incomplete ? 'incomplete' : level
