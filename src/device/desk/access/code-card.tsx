import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnrolmentCode } from '#protocol/messages/access.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Note } from '#device/ui/states.tsx'
import { CopyButton } from '../frame/copy-button.tsx'
import css from './access.module.css'
import { QrPicture } from './qr-picture.tsx'

type CodeCardProps = {
  readonly code: EnrolmentCode
  readonly onClose: () => void
  readonly onAgain: () => Promise<void>
}

/** A code to be typed, its link and its QR, until its time is over. */
export function CodeCard({ code, onClose, onAgain }: CodeCardProps) {
  const { t } = useTranslation(['desk', 'common'])
  const left = useSecondsUntil(code.expiresAt)
  const posyandu = code.posyandu.map(({ name }) => name).join(', ')
  return (
    <Card title={t('enrol.for', { name: code.account.name, posyandu })}>
      {left <= 0 ? (
        <>
          <Note look="warning">{t('enrol.expired')}</Note>
          <Button look="main" onPress={onAgain}>
            {t('enrol.again')}
          </Button>
        </>
      ) : (
        <div className={css.code}>
          <QrPicture text={code.link} label={t('enrol.qr')} />
          <div className={css.codeWords}>
            <p>{t('enrol.how')}</p>
            <p className={css.codeText}>{code.code}</p>
            <p className={css.left} role="timer">
              {t('enrol.left', { time: clockOf(left) })}
            </p>
            <a className={css.link} href={code.link}>
              {code.link}
            </a>
            <CopyButton text={code.link} copied={t('enrol.copied')} notCopied={t('enrol.notCopied')}>
              {t('enrol.copy')}
            </CopyButton>
          </div>
        </div>
      )}
      <Button look="quiet" onPress={onClose}>
        {t('common:close')}
      </Button>
    </Card>
  )
}

/** `14.59`. */
const clockOf = (seconds: number) => `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, '0')}`

function useSecondsUntil(at: number): number {
  const left = () => Math.max(0, Math.ceil((at - Date.now()) / 1000))
  const [seconds, setSeconds] = useState(left)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 1000)
    return () => clearInterval(timer)
  })
  return seconds
}
