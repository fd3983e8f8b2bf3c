import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DeviceView, devicesAnswerSchema, nothingSchema } from '#protocol/messages/access.ts'
import { type HeldAnswer, type HeldLine, heldAnswerSchema } from '#protocol/messages/held.ts'
import { momentText } from '../frame/clock.ts'
import { isClockOff } from '#device/platform/clock.ts'
import { Button, ButtonLink } from '#device/ui/button.tsx'
import { ConfirmSheet } from '#device/ui/dialog.tsx'
import { Facts } from '#device/ui/list.tsx'
import { EmptyState, Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { call, type Problem } from '../api/call.ts'
import { askedEvery, useLoaded } from '../api/use-loaded.ts'
import { Freshness, LoadedView, Page } from '../frame/page.tsx'
import { useSession } from '../session.ts'
import { useProblemWords } from '../use-problem.ts'
import { ForgottenPhone } from './forgotten-phone.tsx'
import { HeldList } from './held-list.tsx'
import css from './devices.module.css'

/** Phones, when each was last heard of and what it still holds; a lost one is revoked here. */
export function DevicesPage() {
  const { t } = useTranslation('desk')
  const loaded = useLoaded('devices', () => call(devicesAnswerSchema, '/api/v1/devices'), askedEvery)
  const held = useLoaded('held', () => call(heldAnswerSchema, '/api/v1/held'), askedEvery)
  const lines = held.value?.held ?? []
  const reload = () => {
    void held.reload()
    void loaded.reload()
  }
  const [revoking, setRevoking] = useState<DeviceView>()
  return (
    <Page title={t('devices.title')} subtitle={<Freshness of={loaded} />}>
      <LoadedView of={loaded}>
        {({ devices }) =>
          devices.length === 0 ? (
            <EmptyState title={t('devices.none')} text={t('devices.noneText')} />
          ) : (
            <ul className={css.devices} aria-label={t('devices.title')}>
              {devices.map((device) => (
                <DeviceItem
                  key={device.id}
                  device={device}
                  held={held.value && lines.filter((line) => line.deviceId === device.id)}
                  onRevoke={() => setRevoking(device)}
                  onSettled={reload}
                />
              ))}
            </ul>
          )
        }
      </LoadedView>
      <LoadedView of={held} rows={1}>
        {(answer) => (
          <StrangersSection answer={answer} own={loaded.value?.devices ?? []} onSettled={reload} />
        )}
      </LoadedView>
      {revoking && (
        <RevokeSheet
          device={revoking}
          onClose={() => {
            setRevoking(undefined)
            reload()
          }}
        />
      )}
    </Page>
  )
}

type StrangersProps = {
  readonly answer: HeldAnswer
  readonly own: readonly DeviceView[]
  readonly onSettled: () => void
}

/** Phones of other posyandu that wrote about people of this one. */
function StrangersSection({ answer, own, onSettled }: StrangersProps) {
  const { t } = useTranslation('desk-held')
  const strangers = answer.devices.filter(({ id }) => !own.some((device) => device.id === id))
  if (strangers.length === 0) return null
  return (
    <section>
      <h2>{t('fromElsewhere')}</h2>
      <ul className={css.devices} aria-label={t('fromElsewhere')}>
        {strangers.map(({ id, name }) => (
          <li key={id} className={css.device}>
            <h2>{name ? t('of', { name }) : t('unknownPhone')}</h2>
            <HeldList lines={answer.held.filter((line) => line.deviceId === id)} onDone={onSettled} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type ItemProps = {
  readonly device: DeviceView
  /** Absent until it is known. */
  readonly held: readonly HeldLine[] | undefined
  readonly onRevoke: () => void
  readonly onSettled: () => void
}

function DeviceItem({ device, held, onRevoke, onSettled }: ItemProps) {
  const { t, i18n } = useTranslation(['desk', 'desk-held'])
  const moment = (at: number) => momentText(at, i18n.language)
  const off = device.clockOffset ?? 0
  return (
    <li className={css.device}>
      <h2>
        {device.account.name || t('desk-held:unknownPhone')} · {t(`roles.${device.role}`)}
      </h2>
      <p>{device.posyandu.map(({ name }) => name).join(', ')}</p>
      <Facts
        facts={[
          [
            t('devices.lastContact'),
            device.lastContactAt === undefined ? t('devices.never') : moment(device.lastContactAt),
          ],
          [t('devices.waiting'), device.waiting ?? t('devices.notSaid')],
          [t('devices.held'), held?.length ?? t('devices.notSaid')],
          [t('devices.enrolled'), moment(device.enrolledAt)],
          [t('devices.version'), device.appVersion || t('devices.notSaid')],
        ]}
      />
      {device.forgottenAt !== undefined && device.revokedAt === undefined && (
        <ForgottenPhone device={device} onSettled={onSettled} />
      )}
      {held && held.length > 0 && <HeldList lines={held} shownOnPhone={device.held} onDone={onSettled} />}
      {isClockOff(device.clockOffset) && (
        <Note look="warning">{t('devices.clockOff', { count: Math.round(Math.abs(off) / 60_000) })}</Note>
      )}
      {device.revokedAt === undefined ? (
        <Button look="danger" onPress={onRevoke} label={t('devices.revokeOf', { name: device.account.name })}>
          {t('devices.revoke')}
        </Button>
      ) : (
        <Revoked device={device} revokedAt={device.revokedAt} />
      )}
    </li>
  )
}

function Revoked({ device, revokedAt }: { readonly device: DeviceView; readonly revokedAt: number }) {
  const { t, i18n } = useTranslation('desk')
  const { isAdmin } = useSession()
  return (
    <>
      <Note look="plain">{t('devices.revokedAt', { time: momentText(revokedAt, i18n.language) })}</Note>
      {isAdmin ? (
        <p>{t('devices.lostForNakes')}</p>
      ) : (
        <ButtonLink to={`/hp/${device.id}/hilang`} label={t('devices.lostOf', { name: device.account.name })}>
          {t('devices.lost')}
        </ButtonLink>
      )}
    </>
  )
}

function RevokeSheet({ device, onClose }: { readonly device: DeviceView; readonly onClose: () => void }) {
  const { t } = useTranslation('desk')
  const say = useProblemWords()
  const [problem, setProblem] = useState<Problem>()
  const revoke = async () => {
    const path = `/api/v1/devices/${encodeURIComponent(device.id)}/revoke`
    const result = await call(nothingSchema, path, { method: 'POST' })
    if (!result.ok) return setProblem(result.problem)
    showToast(t('devices.revoked'))
    onClose()
  }
  return (
    <ConfirmSheet
      title={t('devices.revokeOf', { name: device.account.name })}
      confirm={t('devices.revoke')}
      onConfirm={revoke}
      onCancel={onClose}
    >
      <p>{t('devices.revokeText')}</p>
      {(device.waiting ?? 0) > 0 && (
        <Note look="warning">{t('devices.revokeWaiting', { count: device.waiting })}</Note>
      )}
      {problem && <Note look="error">{say(problem)}</Note>}
    </ConfirmSheet>
  )
}
