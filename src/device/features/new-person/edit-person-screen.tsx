import '#device/i18n/person-words.ts'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { headStamps, type RecordState, shownFields } from '#protocol/merge.ts'
import { personDraftKey } from '#device/drafts/draft-keys.ts'
import { MendingNote } from '#device/mending/mending-note.tsx'
import { useFieldInSight, useMending } from '#device/mending/mending.ts'
import { newId } from '#device/platform/ids.ts'
import { useToday } from '#device/platform/today.ts'
import type { Draft, Enrolment } from '#device/store/store.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { Screen } from '#device/ui/screen.tsx'
import { EmptyState, LoadingState, Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { editedPersonChanges, mendingChanges, movedAlong } from './person-changes.ts'
import { entryOf, type PersonDraft, readDraft } from './person-entry.ts'
import { PersonForm } from './person-form.tsx'
import { SaveBar } from './save-bar.tsx'
import { usePersonForm } from './use-person-form.ts'
import { useSubmit } from './use-submit.ts'

type Source = {
  /** Who is written to: of an alias the one who is shown. */
  readonly person: RecordState
  readonly enrolment: Enrolment
  readonly draft: Draft | undefined
}

/** Changes a person's data; only what was changed is written. */
export function EditPersonScreen({ id }: { readonly id: string }) {
  const { t } = useTranslation('person')
  const mending = useMending()
  const source = useSource(id, mending !== undefined)
  if (source && source !== 'none') return <Filling id={id} source={source} />
  return (
    <Screen title={t('form.editTitle')} back={`/person/${id}`}>
      {source ? <EmptyState title={t('notFound')} text={t('notFoundText')} /> : <LoadingState />}
    </Screen>
  )
}

/** Read once: what arrives meanwhile must not change a form under the fingers. */
function useSource(id: string, mends: boolean): Source | 'none' | undefined {
  const store = useStore()
  const [source, setSource] = useState<Source | 'none'>()
  const [trouble, setTrouble] = useState<{ readonly error: unknown }>()
  useEffect(() => {
    let isCurrent = true
    const read = async () => {
      const [view, enrolment, draft] = await Promise.all([
        store.person(id),
        store.enrolment(),
        store.draft(personDraftKey(id)),
      ])
      // What is held of an alias is mended on its own record.
      const person = (mends && view?.alsoAs.find((other) => other.id === id)) || view?.person
      if (isCurrent) setSource(person && enrolment ? { person, enrolment, draft } : 'none')
    }
    read().catch((error: unknown) => isCurrent && setTrouble({ error }))
    return () => {
      isCurrent = false
    }
  }, [store, id, mends])
  if (trouble) throw trouble.error
  return source
}

/** What an edit begins with: it replaces these values, and none that arrives while the form is open. */
const openedOn = (person: RecordState, today: CalendarDay, language: string) => ({
  before: entryOf(shownFields(person), today, language),
  shown: headStamps(person),
})

function Filling({ id, source }: { readonly id: string; readonly source: Source }) {
  const { t, i18n } = useTranslation('person')
  const store = useStore()
  const [, navigate] = useLocation()
  const today = useToday()
  const directory = useLive((store) => store.directory()) ?? []
  const restored = source.draft && readDraft(source.draft.value)
  const [opened] = useState(() => restored?.opened ?? openedOn(source.person, today, i18n.language))
  const [start] = useState<PersonDraft>(() => {
    const person = source.person.id
    const ids = restored?.ids ?? { person, household: newId(), pregnancy: newId() }
    return { entry: opened.before, opened, notTheSame: [], ...restored, ids: { ...ids, person } }
  })
  const mending = useMending()
  useFieldInSight(mending?.field)
  const form = usePersonForm(personDraftKey(id), start)
  const { entry, ids } = form.draft
  const posyandu = source.enrolment.posyandu.map(({ id: one }) => one)
  const world = { today, personId: ids.person, directory, posyandu, before: opened.before }
  const submit = useSubmit(entry, world)
  const leave = () => navigate(`/person/${id}`, { replace: true })
  const save = () => {
    if (!submit.check()) return
    return submit.attempt(async () => {
      await form.stop()
      try {
        const edited = editedPersonChanges(opened.before, entry, ids, world).map((change) =>
          change.id === ids.person ? { ...change, shown: opened.shown } : change,
        )
        const { home } = entry
        const household = home.kind === 'existing' ? await store.record(home.id) : undefined
        const all = [...movedAlong(entry, world, household), ...edited]
        const changes = mending ? mendingChanges(all, ids.person, mending.mends) : all
        if (changes.length > 0) await store.save(changes, { clearDraft: personDraftKey(id) })
        else await store.removeDraft(personDraftKey(id))
        showToast(changes.length > 0 ? t('common:saved') : t('form.nothingChanged'))
      } catch (error) {
        form.resume()
        throw error
      }
      leave()
    })
  }
  const discard = async () => {
    await form.stop()
    await store.removeDraft(personDraftKey(id))
    leave()
  }
  return (
    <Screen
      title={t('form.editTitle')}
      back={`/person/${id}`}
      action={<SaveBar submit={submit} onSave={save} onDiscard={discard} />}
    >
      {mending && <MendingNote mending={mending} />}
      {restored && <Note look="info">{t('form.draftBack')}</Note>}
      <PersonForm
        form={form}
        world={world}
        posyandu={source.enrolment.posyandu}
        problems={submit.problems}
        purpose="edit"
      />
    </Screen>
  )
}
