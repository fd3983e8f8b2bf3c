import type { CounterNote, Ledger, OutboxState } from './rows.ts'
import type { Balance } from './store.ts'

/** `saved` comes from the running numbers, the others from the rows: that they agree is a proof, not a sum. */
export function balanceOf(
  ledger: Ledger | undefined,
  { received, waiting, held }: Readonly<Record<OutboxState, number>>,
): Balance {
  const counters = Object.values(ledger?.counters ?? {})
  const total = (pick: (counter: CounterNote) => number) =>
    counters.reduce((sum, counter) => sum + pick(counter), 0)
  return {
    saved: total((counter) => counter.lastNumber),
    received: received + total((counter) => counter.prunedTo),
    waiting,
    held,
  }
}
