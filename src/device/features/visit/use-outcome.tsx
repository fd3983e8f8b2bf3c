import { type ReactNode, useMemo, useState } from 'react'
import { useStore } from '#device/store/use-store.ts'
import { Note } from '#device/ui/states.tsx'
import { useSaving } from '#device/ui/use-saving.ts'
import type { Answers } from '#domain/instruments/instrument.ts'
import { AmendmentSheet } from './amendment-sheet.tsx'
import { createOutcomeWriter, formerOf, type OutcomeChange, type OutcomeWriter } from './outcome-writer.ts'

export type Outcome = {
  /**
   * Writes what is new at once; asks for the reason first where it changes what was saved. Gives whether it was written:
   * it is not where the reason was not given, or the phone could not save.
   */
  readonly save: (change: OutcomeChange, shown: Answers) => Promise<boolean>
  /** Writes without asking: what is added to a list, or a tap taken back. */
  readonly write: (...what: Parameters<OutcomeWriter>) => Promise<boolean>
  readonly problem: ReactNode
  /** The question for the reason, while it is asked. */
  readonly sheet: ReactNode
}

/** `about`: what is changed; a reason begun for something else says nothing here. */
type Asked = {
  readonly change: OutcomeChange
  readonly about: string
  readonly answer: (isWritten: boolean) => void
}

/** Writes the outcome of a saved visit from the result's screen. */
export function useOutcome(visitId: string): Outcome {
  const store = useStore()
  const writer = useMemo(() => createOutcomeWriter(store, visitId), [store, visitId])
  const { problem, attempt } = useSaving()
  const [asked, setAsked] = useState<Asked>()
  const write: Outcome['write'] = (change, why) => attempt(() => writer(change, why))
  return {
    write,
    save(change, shown) {
      const former = Object.keys(formerOf(change(shown), shown))
      if (former.length === 0) return write(change)
      return new Promise((answer) => setAsked({ change, about: former.sort().join(), answer }))
    },
    problem: problem && <Note look="error">{problem}</Note>,
    sheet: asked && (
      <AmendmentSheet
        about={`${visitId}:${asked.about}`}
        onCancel={() => {
          setAsked(undefined)
          asked.answer(false)
        }}
        onReason={async (why) => {
          setAsked(undefined)
          const isWritten = await write(asked.change, why)
          asked.answer(isWritten)
          return isWritten
        }}
      />
    ),
  }
}
