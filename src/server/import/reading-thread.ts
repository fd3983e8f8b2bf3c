import { parentPort, workerData } from 'node:worker_threads'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { readRegister } from './read-register.ts'
import type { ReadingAnswer } from './read-apart.ts'
import { RegisterFileError } from './sheet.ts'

/** The thread of `readApart`: reads the one file that it was given, and ends. */
const { bytes, today } = workerData as { readonly bytes: Uint8Array; readonly today: CalendarDay }

function read(): ReadingAnswer {
  try {
    return { register: readRegister(bytes, today) }
  } catch (error) {
    if (error instanceof RegisterFileError) return { problem: error.problem }
    throw error
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(read())
