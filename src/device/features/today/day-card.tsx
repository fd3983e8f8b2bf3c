import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { formatDay, formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import { calendarDayAt, otherNow } from '#device/platform/today.ts'
import { type ListedDay, type OpenDay, openDaysAt, selfClosedDay } from '#device/posyandu-day/open-day.ts'
import type { DirectoryEntry, Enrolment } from '#device/store/store.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { ConfirmSheet } from '#device/ui/dialog.tsx'
import { LoadingState, Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { BalanceFigures } from '#device/ui/balance-figures.tsx'
import css from './today.module.css'
import { useSaving } from '#device/ui/use-saving.ts'

const SuratSheet = lazy(async () => {
  const { SuratSheet } = await import('#device/surat/surat-sheet.tsx')
  return { default: SuratSheet }
})
const DayDiffers = lazy(async () => {
  const { DayDiffers } = await import('./day-differs.tsx')
  return { default: DayDiffers }
})
const OpenDaySheet = lazy(async () => {
  const { OpenDaySheet } = await import('./open-day-sheet.tsx')
  return { default: OpenDaySheet }
})

const ReadinessCard = lazy(async () => {
  const { ReadinessCard } = await import('#device/readiness/readiness-card.tsx')
  return { default: ReadinessCard }
})

type DayCardProps = {
  readonly enrolment: Enrolment
  readonly directory: readonly DirectoryEntry[]
  readonly today: CalendarDay
}

/** The posyandu days that are open, each with its count and its end; else the way to open one. */
export function DayCard({ enrolment, directory, today }: DayCardProps) {
  const { t } = useTranslation('today')
  const [opening, setOpening] = useState(false)
  const [writing, setWriting] = useState(false)
  const days = useLive((store) => store.posyanduDays())
  const contact = useLive((store) => store.contact())
  if (!days) return <LoadingState rows={1} />
  const there = contact && otherNow(contact, systemClock.now())
  const open = openDaysAt(days, systemClock.now())
  const selfClosed = selfClosedDay(days, systemClock.now())
  const closed = enrolment.posyandu.filter(({ id }) => !open.some((day) => day.posyanduId === id))
  return (
    <>
      <Suspense>
        {selfClosed && <SelfClosedCard day={selfClosed} onSurat={() => setWriting(true)} />}
      </Suspense>
      {open.map((day) => (
        <OpenDayCard
          key={day.id}
          day={day}
          enrolment={enrolment}
          directory={directory}
          onSurat={() => setWriting(true)}
        />
      ))}
      {open.length === 0 && <ClosedCard days={days} today={today} onOpen={() => setOpening(true)} />}
      {open.length > 0 && closed.length > 0 && (
        <Button onPress={() => setOpening(true)}>{t('day.open')}</Button>
      )}
      <Suspense>
        {days.some(({ differs }) => differs) && <DayDiffers days={days} />}
        {open.length === 0 && <ReadinessCard />}
      </Suspense>
      <Suspense>
        {opening && (
          <OpenDaySheet
            posyandu={closed}
            days={days}
            today={today}
            elsewhere={there === undefined ? undefined : calendarDayAt(there)}
            onClose={() => setOpening(false)}
          />
        )}
        {writing && <SuratSheet begin="save" onClose={() => setWriting(false)} />}
      </Suspense>
    </>
  )
}

type SelfClosedProps = {
  readonly day: { readonly heldOn: CalendarDay; readonly endedAt: number }
  readonly onSurat: () => void
}

/**
 * A day that nobody closed kept no surat jalan at its end. Until a file or the puskesmas has what was saved up to then,
 * it is offered here, where the phone is opened next.
 */
function SelfClosedCard({ day, onSurat }: SelfClosedProps) {
  const { t, i18n } = useTranslation('today')
  const unfiled = useLive((store) => store.unfiled(day.endedAt), [day.endedAt])
  if (!unfiled) return null
  return (
    <Card title={t('day.selfClosed', { date: formatDay(day.heldOn, i18n.language) })}>
      <p>{t('unfiled.text', { count: unfiled })}</p>
      <Button onPress={onSurat}>{t('unfiled.save')}</Button>
    </Card>
  )
}

type ClosedProps = {
  readonly days: readonly ListedDay[]
  readonly today: CalendarDay
  readonly onOpen: () => void
}

function ClosedCard({ days, today, onOpen }: ClosedProps) {
  const { t, i18n } = useTranslation('today')
  const closedAt = days.find(({ day }) => day.closedAt && calendarDayAt(day.closedAt) === today)?.day.closedAt
  return (
    <Card title={t('day.none')}>
      {closedAt ? (
        <p>{t('day.closedToday', { time: formatMoment(closedAt, systemClock.now(), i18n.language) })}</p>
      ) : (
        <p>{t('day.noneText')}</p>
      )}
      <Button onPress={onOpen}>{closedAt ? t('day.reopen') : t('day.open')}</Button>
    </Card>
  )
}

type OpenProps = Pick<DayCardProps, 'enrolment' | 'directory'> & {
  readonly day: OpenDay
  /** The day is closed, and what has no receipt yet is to be kept as a file. */
  readonly onSurat: () => void
}

function OpenDayCard({ day, enrolment, directory, onSurat }: OpenProps) {
  const { t, i18n } = useTranslation('today')
  const store = useStore()
  const [closing, setClosing] = useState(false)
  const [keeping, setKeeping] = useState(true)
  const { problem, attempt } = useSaving()
  const balance = useLive((store) => store.balance())
  const undelivered = balance ? balance.waiting + balance.held : 0
  const posyandu = enrolment.posyandu.find(({ id }) => id === day.posyanduId)?.name ?? ''
  const served = directory.filter(
    (entry) => entry.posyanduId === day.posyanduId && entry.lastVisit?.day === day.heldOn,
  ).length
  const close = () =>
    attempt(async () => {
      await store.save([{ kind: 'posyanduDay', id: day.id, set: { closedAt: systemClock.now() } }])
      showToast(t('day.closed'))
      if (keeping && undelivered > 0) onSurat()
    })
  return (
    <Card title={t('day.opened')}>
      <p>
        {t('day.where', { posyandu, place: day.place ?? '' })}
        <br />
        {formatDay(day.heldOn, i18n.language)}
      </p>
      <p className={css.figure}>
        <strong>{served}</strong> {t('day.count', { count: served })}
      </p>
      <Button look="quiet" onPress={() => setClosing(true)}>
        {t('day.close')}
      </Button>
      {closing && (
        <ConfirmSheet
          title={t('day.closeTitle')}
          confirm={t('day.close')}
          onConfirm={close}
          onCancel={() => setClosing(false)}
        >
          <p>{t('day.closeText')}</p>
          {balance && <BalanceFigures balance={balance} />}
          {undelivered > 0 && (
            <label className={css.tick}>
              <input
                type="checkbox"
                checked={keeping}
                onChange={({ target }) => setKeeping(target.checked)}
              />
              {t('day.keepSurat')}
            </label>
          )}
          {problem && <Note look="error">{problem}</Note>}
        </ConfirmSheet>
      )}
    </Card>
  )
}
