import { v7 } from 'uuid'

/** A new random id, UUIDv7: made here, without a network, and never recomputed. */
export const newId = (): string => v7()
