import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { isAlive } from '#server/database/orphan.ts'
import { StartRefusal } from '#server/config.ts'

/** Who runs on a data folder. `started` tells a process from a later one of the same number, where that is known. */
export type Holder = {
  readonly pid: number
  readonly started: string
  /** Where it listens, once it does. */
  readonly address?: string
}

export type Lock = {
  /** Lets `npm run enrol` and others find the server. */
  announce(address: string): void
  release(): void
}

const fileIn = (folder: string) => join(folder, 'teratai.lock')

/** Boot and start time of a process, on Linux; elsewhere the number alone must do. */
function startOf(pid: number): string {
  const stat = `/proc/${pid}/stat`
  if (!existsSync(stat)) return 'unknown'
  const afterName = readFileSync(stat, 'utf8').split(') ').at(-1) ?? ''
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return `${boot} ${afterName.split(' ')[19] ?? ''}`
}

/** The Teratai that runs on this folder, or nothing: a lock whose process is gone holds nothing. */
export const holderOf = (folder: string): Holder | undefined => holderIn(fileIn(folder))

function holderIn(path: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Holder
    const lives =
      isAlive(holder.pid) && (holder.started === 'unknown' || startOf(holder.pid) === holder.started)
    return lives ? holder : undefined
  } catch {
    return undefined
  }
}

/** Takes the folder for this process. Throws `StartRefusal` while another Teratai runs on it. */
export function takeLock(folder: string): Lock {
  const own: Holder = { pid: process.pid, started: startOf(process.pid) }
  const path = fileIn(folder)
  for (let attempt = 0; ; attempt += 1) {
    if (create(path, own)) break
    const holder = holderOf(folder)
    if (holder || attempt > 3) {
      throw new StartRefusal(
        `another Teratai (process ${holder?.pid ?? 'unknown'}) already runs on ${folder}; stop it first`,
      )
    }
    // Renaming succeeds for one of two that find the same stale lock.
    takeAway(path)
  }
  return {
    announce: (address) => replace(path, { ...own, address }),
    release: () => rmSync(path, { force: true }),
  }
}

function create(path: string, holder: Holder): boolean {
  try {
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, JSON.stringify(holder))
    fsyncSync(file)
    closeSync(file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function takeAway(path: string): void {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
    // Another start may have taken the folder since this one looked: its lock goes back, over nobody else's.
    if (holderIn(aside)) linkSync(aside, path)
  } catch {
    // Another start was quicker; the next attempt sees whose the lock is now.
  } finally {
    rmSync(aside, { force: true })
  }
}

function replace(path: string, holder: Holder): void {
  writeFileSync(`${path}.new`, JSON.stringify(holder), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
