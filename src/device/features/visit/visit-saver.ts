import { useEffect, useMemo } from 'react'
import { DraftWriter } from '#device/drafts/draft-writer.ts'
import { keptDraft } from '#device/drafts/kept-draft.ts'
import { noteWritten } from '#device/lease/written-now.ts'
import { newId } from '#device/platform/ids.ts'
import { correctedNow } from '#device/store/corrected-now.ts'
import type { Change, Store } from '#device/store/store.ts'
import { useStore } from '#device/store/use-store.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import type { Amendment } from '#protocol/records/amendments.ts'
import { sameAnswer } from './entries.ts'
import { keptChanges } from './kept-records.ts'
import { amendmentFields } from './amendment-fields.ts'
import { doseChanges, isDoseField } from './dose-changes.ts'
import { correctedAnswers, visitChange } from './visit-change.ts'
import type { VisitDraft } from './visit-draft.ts'
import type { VisitSetup } from './visit-setup.ts'

/** Why a saved answer is changed. */
export type AmendmentWhy = Pick<Amendment, 'reason' | 'note'>

export type VisitSaver = {
  /** True when an answer that was saved before reads otherwise now: the save then needs a reason. */
  readonly isCorrection: () => boolean
  /** One save however often it is asked for; rejects with the store's error, and then the draft is still there. */
  readonly save: (why?: AmendmentWhy) => Promise<void>
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
  const key = setup.draftKey
  const writer = new DraftWriter((draft: VisitDraft) => store.saveDraft(key, keptDraft(draft)))
  let saving: Promise<void> | undefined

  async function write(why: AmendmentWhy | undefined): Promise<void> {
    // A draft written after the save would bring the form back.
    await writer.stop()
    try {
      const changes = changesOf(setup, why && { ...why, at: await correctedNow(store) })
      if (changes.length > 0) await store.save(changes, { clearDraft: key })
      else await store.removeDraft(key)
      noteWritten(store, setup.header.id)
    } catch (error) {
      writer.resume()
      writer.put(draftOf(setup))
      saving = undefined
      throw error
    }
  }
  return {
    isCorrection: () => Object.keys(formerOf(setup)).length > 0,
    save: (why) => {
      saving ??= write(why)
      return saving
    },
    discard: async () => {
      await writer.stop()
      await store.removeDraft(key)
    },
    keepDraft: () => writer.put(draftOf(setup)),
  }
}

const visitFieldsOf = ({ form }: VisitSetup): readonly string[] => {
  const entries = form.entries()
  return form.fields
    .filter((field) => field.id in entries && field.keptIn === undefined && !isDoseField(field))
    .map(({ id }) => id)
}

const formerOf = (setup: VisitSetup) =>
  correctedAnswers(setup.form.answers(), visitFieldsOf(setup), setup.opened.saved)

function changesOf(
  setup: VisitSetup,
  why: (AmendmentWhy & Pick<Amendment, 'at'>) | undefined,
): readonly Change[] {
  const { form, header, opened, by } = setup
  const answers = form.answers()
  const entries = form.entries()
  const confirmed = form.fields
    .map((field) => field.id)
    .filter((id) => hasValue(answers[id]) && sameAnswer(entries[id]?.confirmed, answers[id]))
  const visit = visitChange(header, { answers, confirmed }, visitFieldsOf(setup), opened.saved)
  const touched = new Set(Object.keys(entries))
  const others = [
    ...keptChanges(
      form.fields.filter((field) => !isDoseField(field)),
      answers,
      touched,
      opened.kept ?? {},
    ),
    ...doseChanges(
      form.fields.filter(({ id }) => touched.has(id)),
      answers,
      opened.doses ?? [],
      { ...header, place: header.posyanduDayId ? 'posyandu' : 'home' },
    ),
  ]
  const mends = setup.mending && { mends: setup.mending.mends }
  // Nothing has to differ: a mend sends all of it again under a number of its own.
  if (!visit) return mends ? [{ kind: 'visit', id: header.id, set: {}, ...mends }, ...others] : others
  const amended = why ? amendmentFields({ ...why, by, former: formerOf(setup) }, newId) : {}
  return [{ ...visit, set: { ...visit.set, ...amended }, shown: opened.shown, ...mends }, ...others]
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
