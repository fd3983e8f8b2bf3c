import { v7 } from 'uuid'
import type { Random } from './random.ts'

/** An id of a record made at an instant, as a device makes it, but by the demo's own chance. */
export const recordId = (random: Random, at: number): string =>
  v7({ msecs: at, random: random.bytes(16), seq: random.whole(0, 0x7fffffff) })
