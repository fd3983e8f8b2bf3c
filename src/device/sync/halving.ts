import { limits } from '#protocol/mutation.ts'
import type { SendingNote } from '#device/store/rows.ts'
import type { SendFailure } from './send.ts'

/**
 * What to do after a failure with `count` rows sent. `again`: at once, with the new size. `stop`: wait first.
 * `aside`: this lone row is to blame. `probe`: find out with an empty batch whether it is the row or the server.
 */
export type Verdict = { readonly step: 'again' | 'stop' | 'aside' | 'probe'; readonly note: SendingNote }

const failuresBeforeHalving = 3

/** Halves after a 413 or three 5xx, down to the one row at fault (sync-spec SD3). */
export function judgeFailure(failure: SendFailure, count: number, note: SendingNote): Verdict {
  if (failure.kind === 'tooLarge') {
    if (count <= 1) return { step: count === 1 ? 'aside' : 'stop', note: { ...note, failures: 0 } }
    return { step: 'again', note: { size: Math.floor(count / 2), failures: 0 } }
  }
  if (failure.kind !== 'server' || count === 0) return { step: 'stop', note }
  const failures = note.failures + 1
  if (failures < failuresBeforeHalving) return { step: 'stop', note: { ...note, failures } }
  if (count === 1) return { step: 'probe', note: { ...note, failures } }
  return { step: 'again', note: { size: Math.floor(count / 2), failures: 0 } }
}

/** After a success batches grow again. */
export function relax(note: SendingNote): SendingNote {
  return { size: Math.min(note.size * 2, limits.mutationsPerBatch), failures: 0 }
}
