import './readiness-words.ts'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone, useUpdateState } from '#device/phone/phone.ts'
import { systemClock } from '#device/platform/clock.ts'
import { createRoomTrial } from '#device/platform/room-trial.ts'
import type { UpdateAnswer } from '#device/platform/updates.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { LoadingState, Note } from '#device/ui/states.tsx'
import { type Check, type CheckId, readiness } from './readiness.ts'
import { useRoom } from './use-room.ts'
import css from './readiness-card.module.css'

const tryRoom = createRoomTrial()

/** Before the posyandu day: whether this phone is ready to work without signal, and what to do where it is not. */
export function ReadinessCard() {
  const { t } = useTranslation('readiness')
  const checks = useChecks()
  if (!checks.list) return <LoadingState rows={1} />
  const bad = checks.list.filter(({ state }) => state === 'bad')
  return (
    <Card title={t('title')}>
      {bad.length === 0 ? (
        <Note look="good" icon="check">
          {t('ready')}
        </Note>
      ) : (
        <Note look="error">{t('unready', { count: bad.length })}</Note>
      )}
      <ul className={css.steps}>
        {bad.map(({ id }) => (
          <li key={id}>
            <strong>{t(`${id}.problem`)}</strong>
            <p>{t(`${id}.advice`)}</p>
            <Mend id={id} onDone={checks.look} />
          </li>
        ))}
      </ul>
      <Details checks={checks.list} />
    </Card>
  )
}

function useChecks(): { readonly list: readonly Check[] | undefined; readonly look: () => Promise<void> } {
  const update = useUpdateState()
  const { room, look } = useRoom()
  const contact = useLive((read) => read.contact())
  const [trial, setTrial] = useState<{ readonly fits: boolean | undefined }>()
  useEffect(() => {
    let isCurrent = true
    void tryRoom(systemClock.now()).then((fits) => isCurrent && setTrial({ fits }))
    return () => {
      isCurrent = false
    }
  }, [])
  const facts = room && contact && trial && { now: systemClock.now(), room, update, contact, ...trial }
  return { list: facts && readiness(facts), look }
}

/** The button that puts a point right, where the app can. */
function Mend({ id, onDone }: { readonly id: CheckId; readonly onDone: () => Promise<void> }): ReactNode {
  const { t } = useTranslation('readiness')
  const store = useStore()
  const { sync, updates } = usePhone()
  const [refused, setRefused] = useState<'refused' | 'unreachable'>()
  const mend: Partial<Record<CheckId, () => Promise<unknown>>> = {
    kept: async () => setRefused((await store.askToKeep()) ? undefined : 'refused'),
    contact: async () => sync.request('button'),
    people: async () => sync.request('button'),
    version: async () => setRefused(refusalOf(await updates.apply())),
  }
  const action = mend[id]
  if (!action) return null
  return (
    <>
      <Button
        onPress={async () => {
          await action()
          await onDone()
        }}
      >
        {t(`${id}.action`)}
      </Button>
      {refused && <Note look="info">{t(`${id}.${refused}`)}</Note>}
    </>
  )
}

const refusalOf = (answer: UpdateAnswer) => {
  if (answer === 'unreachable') return answer
  return answer === 'frozen' ? 'refused' : undefined
}

function Details({ checks }: { readonly checks: readonly Check[] }) {
  const { t } = useTranslation('readiness')
  return (
    <details className={css.details}>
      <summary>{t('details')}</summary>
      <ul>
        {checks.map(({ id, state }) => (
          <li key={id}>
            {t(`${id}.name`)}: <strong>{t(state)}</strong>
          </li>
        ))}
      </ul>
    </details>
  )
}
