import { randomInt } from 'node:crypto'
import { crockfordAlphabet } from '#protocol/enrolment-code.ts'
import type { Held, Receipt } from '#protocol/messages/sync.ts'
import type { Outcome } from './outcome.ts'

const codeLength = 5

/** A receipt's code, such as `RM-7F3KQ` for Puskesmas Rapak Mahang. With device and day it finds its mutations. */
export function newReceiptCode(puskesmasName: string): string {
  const letters = Array.from(
    { length: codeLength },
    () => crockfordAlphabet[randomInt(crockfordAlphabet.length)],
  )
  return `${initials(puskesmasName)}-${letters.join('')}`
}

function initials(name: string): string {
  // Without accents, so that é counts as the letter that it is.
  const letters = name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
  const words = letters.match(/[A-Z]+/g) ?? []
  const own = words.filter((word) => word !== 'PUSKESMAS')
  return (
    own
      .map((word) => word[0])
      .join('')
      .slice(0, 3) || 'PKM'
  )
}

/** Receipts as ranges of neighbouring numbers with one outcome, code and time; `outcomes` by number. */
export function receiptsOf(outcomes: readonly Outcome[]): Receipt[] {
  const receipts: Receipt[] = []
  for (const each of outcomes) {
    if (each.outcome === 'held') continue
    const last = receipts.at(-1)
    const joins =
      last?.to === each.number - 1 &&
      last.outcome === each.outcome &&
      last.code === each.receipt &&
      last.receivedAt === each.receivedAt &&
      last.resolution === each.resolved?.resolution &&
      last.reason === each.resolved?.reason
    if (last && joins) last.to = each.number
    else
      receipts.push({
        from: each.number,
        to: each.number,
        outcome: each.outcome,
        code: each.receipt,
        receivedAt: each.receivedAt,
        ...each.resolved,
      })
  }
  return receipts
}

/** What is held, by number. */
export function heldOf(outcomes: readonly Outcome[]): Held[] {
  return outcomes.flatMap((each): Held[] => {
    if (each.outcome !== 'held') return []
    const { number, code, field, receivedAt } = each
    return [{ number, code, ...(field !== undefined && { field }), receivedAt }]
  })
}
