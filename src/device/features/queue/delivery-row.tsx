import { memo, useState } from 'react'
import { recordKinds } from '#protocol/mutation.ts'
import { formatMoment } from '#device/i18n/format.ts'
import { mendingHere, mendingPath } from '#device/mending/mending.ts'
import { systemClock } from '#device/platform/clock.ts'
import type { QueueRow } from '#device/store/store.ts'
import { Button, ButtonLink } from '#device/ui/button.tsx'
import { Icon } from '#device/ui/icon.tsx'
import { Row } from '#device/ui/list.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import { fieldLabel } from '#device/visit-words/record-words.ts'
import { HeldSheet } from './held-sheet.tsx'
import { heldReason, mendLabel } from './held-words.ts'
import css from './queue.module.css'

type Props = {
  readonly row: QueueRow
  readonly name: string | undefined
  /** What stands where there is no name. */
  readonly unnamed: string
  /** The device as which this phone writes now. */
  readonly deviceId: string | undefined
  /** Else nothing of a record is shown, and so none is put right here. */
  readonly mayRead: boolean
}

/** One record: about whom, what, when, and where it is; of one held back, why, and the way to put it right. */
export const DeliveryRow = memo(function DeliveryRow({ row, name, unnamed, deviceId, mayRead }: Props) {
  const words = useWords()
  const { t, language } = words
  const kind = recordKinds.find((known) => known === row.kind) ?? 'other'
  const what = t(`queue:kind.${kind}`)
  const person = row.personId && name !== undefined ? `/person/${row.personId}` : undefined
  const saved = t('queue:savedAt', { time: formatMoment(row.savedAt, systemClock.now(), language) })
  return (
    <Row
      {...(person && { to: person })}
      title={name ?? unnamed}
      lines={[`${what} · ${saved}`]}
      actions={
        row.state === 'held' &&
        mayRead && <HeldActions row={row} what={`${what}, ${name ?? unnamed}`} {...{ deviceId, person }} />
      }
    >
      <span className={`${css.state} ${css[stateOf(row)]}`}>
        <Icon name={stateOf(row) === 'closed' ? 'lock' : row.state} size={20} />
        <StateWords row={row} />
      </span>
      {row.state === 'held' && (
        <span className={css.reason}>
          {heldReason(words, row)} {row.field && t('held:field', { field: fieldLabel(words, row.field) })}
        </span>
      )}
      {stateOf(row) === 'closed' && (
        <span className={css.reason}>
          {t('held:closedBecause', { reason: t([`held:closed.${row.reason}`, 'held:closed.other']) })}
        </span>
      )}
    </Row>
  )
})

const stateOf = ({ state, resolution }: QueueRow) =>
  state === 'received' && resolution === 'closed' ? 'closed' : state

function StateWords({ row }: { readonly row: QueueRow }) {
  const { t, language } = useWords()
  const { receivedAt, code, resolution } = row
  const state = stateOf(row)
  if (state !== 'received' || receivedAt === undefined) return <span>{t(`common:delivery.${state}`)}</span>
  const received = t('queue:receivedAt', { time: formatMoment(receivedAt, systemClock.now(), language) })
  const parts = [
    resolution === 'mended' ? t('held:mended') : received,
    ...(code ? [t('queue:code', { code })] : []),
  ]
  return <span>{parts.join(' · ')}</span>
}

type ActionProps = {
  readonly row: QueueRow
  readonly what: string
  readonly deviceId: string | undefined
  readonly person: string | undefined
}

/** One tap to the field concerned, and one to the whole explanation. */
function HeldActions({ row, what, deviceId, person }: ActionProps) {
  const words = useWords()
  const { t } = words
  const [isOpen, setOpen] = useState(false)
  const mend = mendingPath(row, deviceId)
  const here = mendingHere(row, deviceId)
  return (
    <>
      {mend && (
        <ButtonLink look="main" icon="edit" to={mend}>
          {mendLabel(words, row)}
        </ButtonLink>
      )}
      {here && (
        <Button look="main" icon="edit" onPress={() => setOpen(true)}>
          {mendLabel(words, row)}
        </Button>
      )}
      <Button look="plain" onPress={() => setOpen(true)} label={t('held:moreOf', { what })}>
        {t('held:more')}
      </Button>
      {isOpen && <HeldSheet {...{ row, mend, here, person }} title={what} onClose={() => setOpen(false)} />}
    </>
  )
}
