import { Worker } from 'node:worker_threads'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { Register } from './read-register.ts'
import { type FileProblem, RegisterFileError } from './sheet.ts'

export type ReadingAnswer = { readonly register: Register } | { readonly problem: FileProblem }

/** What reading one file may take: MB of its thread's heap, and ms. */
export type ReadingLimits = { readonly heapMb: number; readonly ms: number }

/** The largest file that is taken needs a third of each on a small server. Teratai's own. */
const readingLimits: ReadingLimits = { heapMb: 768, ms: 120_000 }

let last: Promise<unknown> = Promise.resolve()

/**
 * Reads a register's bytes in a thread of its own, one file at a time: a spreadsheet of a kilobyte can ask for more cells
 * than any machine has, and phones are served meanwhile. One that takes more than `limits` is too large.
 * @throws RegisterFileError when the file as a whole cannot be taken.
 */
export function readApart(
  bytes: Uint8Array,
  today: CalendarDay,
  limits: ReadingLimits = readingLimits,
): Promise<Register> {
  const mine = last.then(() => readInThread(bytes, today, limits))
  last = mine.catch(() => undefined)
  return mine
}

async function readInThread(
  bytes: Uint8Array,
  today: CalendarDay,
  { heapMb, ms }: ReadingLimits,
): Promise<Register> {
  const thread = new Worker(new URL('./reading-thread.ts', import.meta.url), {
    workerData: { bytes, today },
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  })
  let deadline: NodeJS.Timeout | undefined
  try {
    const answer = await new Promise<ReadingAnswer>((resolve, reject) => {
      const tooLarge = () => resolve({ problem: 'tooLarge' })
      deadline = setTimeout(tooLarge, ms)
      thread.once('message', resolve)
      thread.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : reject(error),
      )
      thread.once('exit', () => reject(new Error('the reading thread ended without an answer')))
    })
    if ('problem' in answer) throw new RegisterFileError(answer.problem)
    return answer.register
  } finally {
    clearTimeout(deadline)
    await thread.terminate()
  }
}
