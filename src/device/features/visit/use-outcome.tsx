import { type ReactNode, useMemo, useState } from 'react'
import { useStore } from '#device/store/use-store.ts'
import { Note } from '#device/ui/states.tsx'
import { useSaving } from '#device/ui/use-saving.ts'
import type { Answers } from '#domain/instruments/instrument.ts'
import { AmendmentSheet } from './amendment-sheet.tsx'
import { createOutcomeWriter, formerOf, type OutcomeChange, type OutcomeWriter } from './outcome-writer.ts'

export type Outcome = {
  /** Writes what is new at once; asks for the reason first where it changes what was saved. */
  readonly save: (change: OutcomeChange, shown: Answers) => Promise<void>
  /** Writes without asking: what is added to a list, or a tap taken back. */
  readonly write: OutcomeWriter
  readonly problem: ReactNode
  /** The question for the reason, while it is asked. */
  readonly sheet: ReactNode
}

/** Writes the outcome of a saved visit from the result's screen. */
export function useOutcome(visitId: string): Outcome {
  const store = useStore()
  const writer = useMemo(() => createOutcomeWriter(store, visitId), [store, visitId])
  const { problem, attempt } = useSaving()
  const [asked, setAsked] = useState<OutcomeChange>()
  const write: OutcomeWriter = (change, why) => attempt(() => writer(change, why))
  return {
    write,
    save: async (change, shown) => {
      const isCorrection = Object.keys(formerOf(change(shown), shown)).length > 0
      if (isCorrection) setAsked(() => change)
      else await write(change)
    },
    problem: problem && <Note look="error">{problem}</Note>,
    sheet: asked && (
      <AmendmentSheet
        visitId={visitId}
        onCancel={() => setAsked(undefined)}
        onReason={async (why) => {
          setAsked(undefined)
          await write(asked, why)
        }}
      />
    ),
  }
}
