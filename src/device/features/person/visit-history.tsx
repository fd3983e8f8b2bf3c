import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shownLevelOf } from '#domain/instruments/shown-level.ts'
import { formatDay, formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import type { Delivery, PersonView } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import { LevelBadge } from '#device/ui/badge.tsx'
import { ButtonLink } from '#device/ui/button.tsx'
import { Icon } from '#device/ui/icon.tsx'
import { EmptyState, LoadingState, Note } from '#device/ui/states.tsx'
import { type RecordState, shownFields } from '#protocol/merge.ts'
import type { VisitFields } from '#protocol/records/fields.ts'
import { OlderHistory } from './older-history.tsx'
import css from './person.module.css'

type Visit = PersonView['visits'][number]

const VisitFindings = lazy(async () => {
  const { VisitFindings } = await import('./visit-findings.tsx')
  return { default: VisitFindings }
})
const RecordAmendments = lazy(async () => {
  const { RecordAmendments } = await import('#device/conflicts/record-amendments.tsx')
  return { default: RecordAmendments }
})

/** Every visit, newest first: when, how it ended, where it is, and on a tap what was found. */
export function VisitHistory({ view }: { readonly view: PersonView }) {
  const { visits } = view
  const { t } = useTranslation('person')
  const contact = useLive((store) => store.contact())
  const loading = contact?.firstLoadDone === false
  return (
    <section className={css.visits}>
      <h2>{t('visits.title')}</h2>
      {loading && (
        <Note look="plain">
          {t('visits.notLoaded')}. {t('visits.notLoadedText')}
        </Note>
      )}
      {visits.length === 0 && contact?.firstLoadDone && !view.older && (
        <EmptyState title={t('visits.none')} />
      )}
      {visits.length > 0 && (
        <ul className={css.visits}>
          {visits
            .filter(({ shownBy }) => shownBy === undefined)
            .map((visit) => (
              <VisitItem key={visit.visitId} visit={visit} view={view} />
            ))}
        </ul>
      )}
      {view.older && <OlderHistory people={view.older} />}
    </section>
  )
}

type ItemProps = { readonly visit: Visit; readonly view: PersonView }

/** A visit; when opened, with those of the same day on the same form for which it stands. */
function VisitItem({ visit, view }: ItemProps) {
  const { t, i18n } = useTranslation('person')
  const record = view.others.find(({ id }) => id === visit.visitId)
  const beside = view.visits.filter(({ shownBy }) => shownBy === visit.visitId)
  const [open, setOpen] = useState(false)
  return (
    <li className={css.visit}>
      <button type="button" className={css.visitHead} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={css.visitWords}>
          <strong>{formatDay(visit.visitedOn, i18n.language)}</strong>
          <span>{t(`common:stage.${visit.card}`)}</span>
          <LevelBadge level={shownLevelOf(visit)} />
          <DeliveryWords delivery={visit.delivery} />
          {beside.length > 0 && <span>{t('visits.beside', { total: beside.length + 1 })}</span>}
        </span>
        <span className={open ? css.opened : css.closed}>
          <Icon name="forward" />
        </span>
      </button>
      {open && (
        <Suspense fallback={<LoadingState rows={1} />}>
          <VisitFindings findings={visit.findings} record={record} />
          {record && <RecordAmendments record={record} />}
          {record && (
            <ButtonLink look="quiet" to={`/visit/${personIdOf(record)}/${visit.visitId}/result`}>
              {t('visits.result')}
            </ButtonLink>
          )}
          {record && (
            <ButtonLink look="quiet" icon="edit" to={`/visit/${personIdOf(record)}/${visit.visitId}`}>
              {t('visits.correct')}
            </ButtonLink>
          )}
          {beside.length > 0 && (
            <ul className={css.visits}>
              {beside.map((other) => (
                <VisitItem key={other.visitId} visit={other} view={view} />
              ))}
            </ul>
          )}
        </Suspense>
      )}
    </li>
  )
}

const personIdOf = (record: RecordState) => (shownFields(record) as VisitFields).personId ?? ''

function DeliveryWords({ delivery }: { readonly delivery: Delivery }) {
  const { t, i18n } = useTranslation()
  const text =
    delivery.state === 'received'
      ? t('common:delivery.receivedAt', {
          time: formatMoment(delivery.receivedAt, systemClock.now(), i18n.language),
          code: delivery.code,
        })
      : t(`common:delivery.${delivery.state}`)
  return (
    <span className={css.delivery}>
      <Icon name={delivery.state === 'closed' ? 'lock' : delivery.state} size={20} />
      {text}
    </span>
  )
}
