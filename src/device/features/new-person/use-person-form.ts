import { useCallback, useMemo, useRef, useState } from 'react'
import { DraftWriter } from '#device/drafts/draft-writer.ts'
import { keptDraft } from '#device/drafts/kept-draft.ts'
import { useStore } from '#device/store/use-store.ts'
import type { PersonDraft, PersonEntry } from './person-entry.ts'

export type PersonForm = {
  readonly draft: PersonDraft
  readonly change: (part: Partial<PersonEntry>) => void
  readonly notTheSame: (id: string) => void
  /** Ends the keeping of the draft: the save that follows removes it. `resume` where that save failed. */
  readonly stop: () => Promise<void>
  readonly resume: () => void
}

/** The form's state; every change is kept as a draft under `key`, so that a crash loses no keystroke. */
export function usePersonForm(key: string, start: PersonDraft): PersonForm {
  const store = useStore()
  const [draft, setDraft] = useState(start)
  const latest = useRef(draft)
  const writer = useMemo(
    () => new DraftWriter((value: PersonDraft) => store.saveDraft(key, keptDraft(value))),
    [store, key],
  )
  const become = useCallback(
    (next: PersonDraft) => {
      latest.current = next
      setDraft(next)
      writer.put(next)
    },
    [writer],
  )
  const change = useCallback(
    (part: Partial<PersonEntry>) =>
      become({ ...latest.current, entry: { ...latest.current.entry, ...part } }),
    [become],
  )
  const notTheSame = useCallback(
    (id: string) => become({ ...latest.current, notTheSame: [...latest.current.notTheSame, id] }),
    [become],
  )
  return { draft, change, notTheSame, stop: () => writer.stop(), resume: () => writer.resume() }
}
