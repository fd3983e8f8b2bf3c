import '#device/i18n/person-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { newPersonDraftKey } from '#device/drafts/draft-keys.ts'
import { newId } from '#device/platform/ids.ts'
import { useToday } from '#device/platform/today.ts'
import type { DirectoryEntry, Enrolment } from '#device/store/store.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { Screen } from '#device/ui/screen.tsx'
import { LoadingState, Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { AlikeSheet } from './alike-sheet.tsx'
import { findAlike } from './find-alike.ts'
import { newPersonChanges } from './person-changes.ts'
import { emptyEntry, type PersonDraft, readDraft } from './person-entry.ts'
import { PersonForm } from './person-form.tsx'
import { SaveBar } from './save-bar.tsx'
import { usePersonForm } from './use-person-form.ts'
import { useSubmit } from './use-submit.ts'

/** A new person; a form that was left half filled goes on where it was. */
export function NewPersonScreen() {
  const { t } = useTranslation('person')
  const enrolment = useLive((store) => store.enrolment())
  const directory = useLive((store) => store.directory())
  // Read once: while it is typed the form itself is the truth.
  const store = useStore()
  const [kept] = useState(() => store.draft(newPersonDraftKey))
  const draft = useLive(() => kept.then((found) => found ?? 'none'))
  if (!enrolment || !directory || draft === undefined) {
    return (
      <Screen title={t('form.newTitle')} back="/people">
        <LoadingState />
      </Screen>
    )
  }
  const restored = draft === 'none' ? undefined : readDraft(draft.value)
  return <Filling enrolment={enrolment} directory={directory} restored={restored} />
}

type FillingProps = {
  readonly enrolment: Enrolment
  readonly directory: readonly DirectoryEntry[]
  readonly restored: PersonDraft | undefined
}

function Filling({ enrolment, directory, restored }: FillingProps) {
  const { t } = useTranslation('person')
  const store = useStore()
  const [, navigate] = useLocation()
  const today = useToday()
  const [start] = useState(() => restored ?? newDraft(enrolment))
  const form = usePersonForm(newPersonDraftKey, start)
  const { entry, ids, notTheSame } = form.draft
  const posyandu = enrolment.posyandu.map(({ id }) => id)
  const world = { today, personId: ids.person, directory, posyandu }
  const submit = useSubmit(entry, world)
  const [asking, setAsking] = useState<'no' | 'alike'>('no')
  // Comparing with everybody is work for a whole tap, not for each keystroke.
  const stillAlike = () => findAlike(entry, world).filter((one) => !notTheSame.includes(one.entry.id))
  const alike = asking === 'alike' ? stillAlike() : []

  const write = () =>
    submit.attempt(async () => {
      await form.stop()
      try {
        await store.save(newPersonChanges(entry, ids, world), { clearDraft: newPersonDraftKey })
      } catch (error) {
        form.resume()
        throw error
      }
      showToast(t('form.saved', { name: entry.name.trim() }))
      navigate(`/person/${ids.person}`, { replace: true })
    })
  const save = () => {
    if (!submit.check()) return
    if (stillAlike().length > 0) return setAsking('alike')
    return write()
  }
  const discard = async () => {
    await form.stop()
    await store.removeDraft(newPersonDraftKey)
    navigate('/people', { replace: true })
  }
  const [first] = alike
  return (
    <Screen
      title={t('form.newTitle')}
      back="/people"
      action={<SaveBar submit={submit} onSave={save} onDiscard={discard} />}
    >
      {restored && <Note look="info">{t('form.draftBack')}</Note>}
      <PersonForm
        form={form}
        world={world}
        posyandu={enrolment.posyandu}
        problems={submit.problems}
        purpose="new"
      />
      {asking === 'alike' && first && (
        <AlikeSheet
          key={first.entry.id}
          entry={entry}
          world={world}
          other={first}
          count={alike.length}
          onSame={async () => {
            await form.stop()
            await store.removeDraft(newPersonDraftKey)
            navigate(`/person/${first.entry.id}`, { replace: true })
          }}
          onDifferent={() => {
            form.notTheSame(first.entry.id)
            if (alike.length > 1) return
            setAsking('no')
            return write()
          }}
          onClose={() => setAsking('no')}
        />
      )}
    </Screen>
  )
}

const newDraft = (enrolment: Enrolment): PersonDraft => ({
  entry: {
    ...emptyEntry,
    ...(enrolment.posyandu.length === 1 && { posyanduId: enrolment.posyandu[0]?.id }),
  },
  ids: { person: newId(), household: newId(), pregnancy: newId() },
  notTheSame: [],
})
