import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FieldValue } from '#protocol/mutation.ts'
import { useStore } from '#device/store/use-store.ts'
import { DraftWriter } from './draft-writer.ts'
import { keptDraft } from './kept-draft.ts'

export type SheetDraft<T> = {
  readonly entry: T
  readonly change: (part: Partial<T>) => void
  /** Runs the sheet's save, which clears the draft under this key in its own transaction; a failed one leaves it there. */
  readonly saving: (save: (clearDraft: string) => Promise<void>) => Promise<void>
  /** The sheet was closed, or somebody else has saved it: nothing of it is kept. */
  readonly discard: () => Promise<void>
}

/**
 * What stands in a sheet, kept under `key` with every change: it is there when the sheet is opened again after a lock or
 * a crash. `begun`: what stands there where nothing was kept. What is typed before that was read prevails in its own boxes.
 */
export function useSheetDraft<T extends object>(key: string, begun: T): SheetDraft<T> {
  const store = useStore()
  const [entry, setEntry] = useState(begun)
  const latest = useRef(entry)
  const typed = useRef<Partial<T>>({})
  const writer = useMemo(
    () => new DraftWriter((value: T) => store.saveDraft(key, keptDraft(value))),
    [store, key],
  )
  const become = useCallback((next: T) => {
    latest.current = next
    setEntry(next)
  }, [])
  useEffect(() => {
    let isOver = false
    const restore = (kept: FieldValue | undefined) => {
      if (isOver || !isEntry(kept)) return
      // Written by the same sheet: all JSON, and a box that an edition did not have keeps what it began with.
      become({ ...latest.current, ...(kept as Partial<T>), ...typed.current })
      // What was typed has been written without the rest.
      if (Object.keys(typed.current).length > 0) writer.put(latest.current)
    }
    // What cannot be read is typed anew.
    store.draft(key).then(
      (draft) => restore(draft?.value),
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [store, key, become, writer])
  return useMemo(
    () => ({
      entry,
      change(part) {
        typed.current = { ...typed.current, ...part }
        become({ ...latest.current, ...part })
        writer.put(latest.current)
      },
      async saving(save) {
        await writer.stop()
        try {
          await save(key)
        } catch (error) {
          writer.resume()
          writer.put(latest.current)
          throw error
        }
      },
      async discard() {
        await writer.stop()
        // Where it cannot be removed the next save under this key does it.
        await store.removeDraft(key).catch(() => undefined)
      },
    }),
    [entry, become, writer, store, key],
  )
}

const isEntry = (kept: FieldValue | undefined): kept is { [member: string]: FieldValue } =>
  typeof kept === 'object' && kept !== null && !Array.isArray(kept)
