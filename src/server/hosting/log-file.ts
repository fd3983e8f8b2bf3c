import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs'

/** At this size a log is put aside as `.1`, replacing the one before; Teratai's own. */
const maxBytes = 10_000_000

/** Appends one JSON line for each entry; lines are gathered and written a second later, or at `flush`. */
export function openLogFile(path: string, now: () => number) {
  let lines: string[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (lines.length === 0) return
    const text = lines.join('')
    lines = []
    try {
      if (existsSync(path) && statSync(path).size > maxBytes) renameSync(path, `${path}.1`)
      appendFileSync(path, text, { mode: 0o600 })
    } catch {
      // A full disk must not keep the server from answering.
    }
  }
  const write = (entry: Readonly<Record<string, unknown>>) => {
    lines.push(`${JSON.stringify({ time: new Date(now()).toISOString(), ...entry })}\n`)
    timer ??= setTimeout(flush, 1000).unref()
  }
  return { write, flush }
}
