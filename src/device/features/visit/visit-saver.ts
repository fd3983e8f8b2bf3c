import { useEffect, useMemo } from 'react'
import { visitDraftKey } from '#device/drafts/draft-keys.ts'
import { DraftWriter } from '#device/drafts/draft-writer.ts'
import type { Change, Store } from '#device/store/store.ts'
import { useStore } from '#device/store/use-store.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import { sameAnswer } from './entries.ts'
import { visitChange } from './visit-change.ts'
import { draftValue, type VisitDraft } from './visit-draft.ts'
import type { VisitSetup } from './visit-setup.ts'

export type VisitSaver = {
  /** One save however often it is asked for; rejects with the store's error, and then the draft is still there. */
  readonly save: () => Promise<void>
  readonly discard: () => Promise<void>
  readonly keepDraft: () => void
}

/** Keeps the draft while the form changes, and saves the visit once. */
export function useVisitSaver(setup: VisitSetup): VisitSaver {
  const store = useStore()
  const saver = useMemo(() => createVisitSaver(store, setup), [store, setup])
  useEffect(() => setup.form.onChange(saver.keepDraft), [setup, saver])
  return saver
}

export function createVisitSaver(store: Store, setup: VisitSetup): VisitSaver {
  const key = visitDraftKey(setup.header.personId)
  const writer = new DraftWriter((draft: VisitDraft) => store.saveDraft(key, draftValue(draft)))
  let saving: Promise<void> | undefined

  async function write(): Promise<void> {
    // A draft written after the save would bring the form back.
    await writer.stop()
    const change = changeOf(setup)
    try {
      if (change) await store.save([change], { clearDraft: key })
      else await store.removeDraft(key)
    } catch (error) {
      writer.resume()
      writer.put(draftOf(setup))
      saving = undefined
      throw error
    }
  }
  return {
    save: () => {
      saving ??= write()
      return saving
    },
    discard: async () => {
      await writer.stop()
      await store.removeDraft(key)
    },
    keepDraft: () => writer.put(draftOf(setup)),
  }
}

function changeOf({ form, header, opened, instrument }: VisitSetup): Change | undefined {
  const answers = form.answers()
  const entries = form.entries()
  const confirmed = form.fields
    .map((field) => field.id)
    .filter((id) => hasValue(answers[id]) && sameAnswer(entries[id]?.confirmed, answers[id]))
  const touched = instrument.fields.map((field) => field.id).filter((id) => id in entries)
  const change = visitChange(header, { answers, confirmed }, touched, opened.saved)
  return change && { ...change, shown: opened.shown }
}

function draftOf({ form, header, opened }: VisitSetup): VisitDraft {
  return {
    visitId: header.id,
    visitedOn: header.visitedOn,
    ...(header.posyanduDayId && { posyanduDayId: header.posyanduDayId }),
    instrument: header.instrument,
    entries: form.entries(),
    opened,
  }
}
