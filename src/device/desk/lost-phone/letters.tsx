import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OnPhoneAnswer } from '#protocol/messages/lost-phone.ts'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { fullMoment } from '../frame/clock.ts'
import { CopyButton } from '../frame/copy-button.tsx'
import { useSession } from '../session.ts'
import { heardOfAt } from './heard-of.ts'
import css from './lost-phone.module.css'

/** Whom the law has the puskesmas write to (UU 27/2022, article 46). */
const addressees = ['toPeople', 'toAuthority'] as const
type Addressee = (typeof addressees)[number]

/** Drafts of both letters, with gaps for what only people know; to be changed, copied and printed. */
export function Letters({ answer }: { readonly answer: OnPhoneAnswer }) {
  const { t } = useTranslation('desk-lost')
  return (
    <section aria-labelledby="letters" className={css.section}>
      <h2 id="letters">{t('letters')}</h2>
      <p>{t('lettersText')}</p>
      {addressees.map((addressee) => (
        <Letter key={addressee} addressee={addressee} answer={answer} />
      ))}
    </section>
  )
}

type LetterProps = { readonly addressee: Addressee; readonly answer: OnPhoneAnswer }

function Letter({ addressee, answer }: LetterProps) {
  const { t } = useTranslation('desk-lost')
  const draft = useDraft(addressee, answer)
  const [written, setWritten] = useState<string>()
  const text = written ?? draft
  return (
    <div className={css.letter}>
      <div className={css.onScreen}>
        <TextField
          name={addressee}
          label={t(addressee)}
          text={text}
          onText={setWritten}
          lines={18}
          maxLength={6_000}
        />
      </div>
      <p className={css.onPaper}>{text}</p>
      <div className={css.actions}>
        <CopyButton
          text={text}
          copied={t('copied')}
          notCopied={t('notCopied')}
          label={t('copyOf', { letter: t(addressee) })}
        >
          {t('copy')}
        </CopyButton>
      </div>
    </div>
  )
}

function useDraft(addressee: Addressee, { device, people, elsewhere }: OnPhoneAnswer): string {
  const { t, i18n } = useTranslation(['desk-lost', 'desk'])
  const { me } = useSession()
  const [today] = useState(Date.now)
  const moment = (at: number) => fullMoment(at, i18n.language)
  const { lastContactAt, revokedAt } = device
  // Whoever was in contact after being revoked got nothing new.
  const fetchedAt = lastContactAt && Math.min(lastContactAt, revokedAt ?? lastContactAt)
  const heardAt = heardOfAt(device)
  const lastAt = addressee === 'toPeople' ? fetchedAt : lastContactAt
  const count = elsewhere.reduce((sum, one) => sum + one.people, people.length)
  return t(`${addressee}Draft`, {
    puskesmas: me.puskesmas.name,
    today: moment(today),
    holder: device.account.name,
    role: t(`desk:roles.${device.role}`),
    posyandu: device.posyandu.map(({ name }) => name).join(', ') || '……',
    lastContact: lastAt === undefined ? t('desk:devices.never') : moment(lastAt),
    revoked: revokedAt === undefined ? '' : moment(revokedAt),
    erasure: heardAt === undefined ? t('erasure.notYet') : t('erasure.heard', { time: moment(heardAt) }),
    people: count,
  })
}
