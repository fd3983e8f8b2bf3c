import { v7 } from 'uuid'
import { type Change, enrolNodePhone, postBatch } from '#tests/bench/node-phone.ts'
import { canonicalJson } from '#protocol/canonical-json.ts'
import type { SyncAnswer } from '#protocol/messages/sync.ts'
import type { Mutation } from '#protocol/mutation.ts'

/** What a phone wrote under a number: to which record, and the write itself as the server names it. */
export type Written = { readonly recordId: string; readonly content: string }
/** One receipt that a phone was given: for which write, and with which code. */
export type KeptReceipt = Written & { readonly code: string }

export const writtenIn = (mutation: Mutation): Written => ({
  recordId: mutation.id,
  content: canonicalJson(mutation),
})

/** A phone that pushes without a pause, batch after batch, each again and again until it has its answer. */
export type PushingPhone = {
  readonly deviceId: string
  readonly receipts: ReadonlyMap<number, KeptReceipt>
  /** Receipts that a later answer took back, gave anew with another code, or no longer counted in `have`. */
  readonly contradictions: readonly string[]
  /** Requests that got no answer. */
  unanswered(): number
  /** Finishes the batch under way and pushes no more. */
  finish(): Promise<void>
}

export type PhoneOptions = {
  readonly address: string
  readonly code: string
  readonly random: () => number
  /** People about whom all phones write. */
  readonly people: readonly string[]
  /** Called with every answer. */
  readonly onAnswer: () => void
  /** Settles when somebody answers again. */
  readonly untilThere: () => Promise<void>
}

const mostInBatch = 20
/** How often the last batch is sent once more, as when its answer was lost. */
const repeats = 0.2

export async function startPushing(options: PhoneOptions): Promise<PushingPhone> {
  const { address, random, people } = options
  const phone = await enrolNodePhone(address, options.code)
  const receipts = new Map<number, KeptReceipt>()
  const contradictions: string[] = []
  let unanswered = 0
  const finishing = new AbortController()

  /** The same bytes until the puskesmas answers. */
  async function postUntilAnswered(bytes: Uint8Array<ArrayBuffer>): Promise<SyncAnswer> {
    for (;;) {
      try {
        return await postBatch(address, bytes)
      } catch {
        unanswered += 1
        await options.untilThere()
      }
    }
  }

  function keep(written: ReadonlyMap<number, Written>, answer: SyncAnswer): void {
    for (const { from, to, code } of answer.receipts)
      for (let number = from; number <= to; number++) {
        const known = receipts.get(number)
        if (known && known.code !== code) contradictions.push(`${number} has ${code} after ${known.code}`)
        const one = written.get(number)
        if (!known && one) receipts.set(number, { ...one, code })
      }
    for (const { number, code } of answer.held) contradictions.push(`${number} is held: ${code}`)
    // Numbers are pushed in their order, so that nothing with a receipt lies above a gap.
    if (answer.have < receipts.size) contradictions.push(`have ${answer.have} after ${receipts.size}`)
  }

  const posyanduId = phone.enrolment.posyandu[0]?.id ?? ''
  const pushing = (async () => {
    const register = people.map(
      (id): Change => ({ kind: 'person', id, set: { name: 'Warga Uji', posyanduId } }),
    )
    let changes: readonly Change[] = register
    while (!finishing.signal.aborted) {
      const { bytes, mutations } = await phone.packBatch(changes)
      const written = new Map(mutations.map((mutation) => [mutation.number, writtenIn(mutation)]))
      const times = random() < repeats ? 2 : 1
      for (let time = 0; time < times; time++) {
        keep(written, await postUntilAnswered(bytes))
        options.onAnswer()
      }
      changes = someChanges(random, people)
    }
  })()
  // Heard by whoever finishes it.
  pushing.catch(() => undefined)
  return {
    deviceId: phone.enrolment.deviceId,
    receipts,
    contradictions,
    unanswered: () => unanswered,
    finish: () => {
      finishing.abort()
      return pushing
    },
  }
}

/** New visits, and a field of a person that other phones write too. */
function someChanges(random: () => number, people: readonly string[]): readonly Change[] {
  const anyone = () => people[Math.floor(random() * people.length)] ?? ''
  const visits = Array.from({ length: 1 + Math.floor(random() * (mostInBatch - 1)) }, (): Change => {
    const weightKg = Math.round((5 + random() * 10) * 10) / 10
    const set = { personId: anyone(), visitedOn: '2026-11-10', place: 'home', instrument: 'balita', weightKg }
    return { kind: 'visit', id: v7(), set }
  })
  return [...visits, { kind: 'person', id: anyone(), set: { rt: String(Math.floor(random() * 20)) } }]
}
