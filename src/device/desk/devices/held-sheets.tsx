import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nothingSchema } from '#protocol/messages/access.ts'
import { acceptedHeldSchema, type CloseReason, closeReasons, type HeldLine } from '#protocol/messages/held.ts'
import { ConfirmSheet } from '#device/ui/dialog.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { call, type Problem } from '../api/call.ts'
import { useProblemWords } from '../use-problem.ts'

type SheetProps = {
  /** Of one phone. */
  readonly lines: readonly HeldLine[]
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The most that one request takes. */
const atOnce = 500

const bodyOf = (lines: readonly HeldLine[]) => ({
  deviceId: lines[0]?.deviceId,
  items: lines.slice(0, atOnce).map(({ number, id }) => ({ number, id })),
})

/** Takes what is held as it is, in the name of who is logged in. */
export function AcceptSheet({ lines, onClose, onDone }: SheetProps) {
  const { t } = useTranslation('desk-held')
  const say = useProblemWords()
  const [problem, setProblem] = useState<Problem>()
  const accept = async () => {
    const result = await call(acceptedHeldSchema, '/api/v1/held/accept', {
      method: 'POST',
      body: bodyOf(lines),
    })
    if (!result.ok) return setProblem(result.problem)
    const { accepted, stays } = result.value
    const told = [
      accepted > 0 && t('accepted', { count: accepted }),
      stays.length > 0 && t('stays', { count: stays.length }),
    ]
    showToast(told.filter(Boolean).join('. '))
    onDone()
  }
  const title = lines.length === 1 ? t('acceptTitle') : t('acceptAllTitle', { count: lines.length })
  return (
    <ConfirmSheet title={title} confirm={t('accept')} onConfirm={accept} onCancel={onClose}>
      <p>{t('acceptText')}</p>
      {problem && <Note look="error">{say(problem)}</Note>}
    </ConfirmSheet>
  )
}

/** Closes what is held, for a reason that its phone is told. */
export function CloseSheet({ lines, onClose, onDone }: SheetProps) {
  const { t } = useTranslation('desk-held')
  const say = useProblemWords()
  const [problem, setProblem] = useState<Problem>()
  const [reason, setReason] = useState<CloseReason>()
  const [isMissing, setMissing] = useState(false)
  const close = async () => {
    if (!reason) return setMissing(true)
    const body = { ...bodyOf(lines), reason }
    const result = await call(nothingSchema, '/api/v1/held/close', { method: 'POST', body })
    if (!result.ok) return setProblem(result.problem)
    showToast(t('closed'))
    onDone()
  }
  return (
    <ConfirmSheet title={t('closeTitle')} confirm={t('close')} onConfirm={close} onCancel={onClose}>
      <p>{t('closeText')}</p>
      <ChoiceField
        name="reason"
        label={t('why')}
        options={closeReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
        value={reason}
        onValue={(value) => setReason(closeReasons.find((known) => known === value))}
        clearing="none"
        error={isMissing && !reason ? t('whyMissing') : undefined}
      />
      {problem && <Note look="error">{say(problem)}</Note>}
    </ConfirmSheet>
  )
}
