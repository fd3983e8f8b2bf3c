import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Account,
  accountsAnswerSchema,
  type DeviceView,
  nothingSchema,
} from '#protocol/messages/access.ts'
import { Button } from '#device/ui/button.tsx'
import { ConfirmSheet } from '#device/ui/dialog.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { call, type Problem } from '../api/call.ts'
import { askedEvery, useLoaded } from '../api/use-loaded.ts'
import { LoadedView } from '../frame/page.tsx'
import { useSession } from '../session.ts'
import { useProblemWords } from '../use-problem.ts'

type Props = { readonly device: DeviceView; readonly onSettled: () => void }

/** A phone that a restored puskesmas knows by its enrolment paper only: what that means, and how it comes back. */
export function ForgottenPhone({ device, onSettled }: Props) {
  const { t } = useTranslation('desk-held')
  const { isAdmin } = useSession()
  const [asking, setAsking] = useState(false)
  const name = device.account.name || t('unknownPhone')
  if (!device.accountKnown && !isAdmin) return <Note look="warning">{t('forgotten.askAdmin')}</Note>
  return (
    <>
      <Note look="warning">{t('forgotten.text')}</Note>
      <Button look="main" onPress={() => setAsking(true)} label={t('forgotten.admitOf', { name })}>
        {t('forgotten.admit')}
      </Button>
      {asking && (
        <AdmitSheet
          device={device}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false)
            onSettled()
          }}
        />
      )}
    </>
  )
}

type SheetProps = {
  readonly device: DeviceView
  readonly onClose: () => void
  readonly onDone: () => void
}

function AdmitSheet({ device, onClose, onDone }: SheetProps) {
  const { t } = useTranslation('desk-held')
  const say = useProblemWords()
  const [problem, setProblem] = useState<Problem>()
  const [holder, setHolder] = useState<string>()
  const [isMissing, setMissing] = useState(false)
  const needsHolder = !device.accountKnown
  const admit = async () => {
    if (needsHolder && !holder) return setMissing(true)
    const path = `/api/v1/devices/${encodeURIComponent(device.id)}/admit`
    const body = holder ? { accountId: holder } : {}
    const result = await call(nothingSchema, path, { method: 'POST', body })
    if (!result.ok) return setProblem(result.problem)
    showToast(t('forgotten.admitted'))
    onDone()
  }
  return (
    <ConfirmSheet
      title={t('forgotten.title', { name: device.account.name || t('unknownPhone') })}
      confirm={t('forgotten.admit')}
      onConfirm={admit}
      onCancel={onClose}
    >
      <p>{t('forgotten.sheetText')}</p>
      {needsHolder && (
        <HolderChoice
          holder={holder}
          onHolder={setHolder}
          error={isMissing && !holder ? t('forgotten.holderMissing') : undefined}
        />
      )}
      {problem && <Note look="error">{say(problem)}</Note>}
    </ConfirmSheet>
  )
}

type HolderProps = {
  readonly holder: string | undefined
  readonly onHolder: (id: string | undefined) => void
  readonly error: string | undefined
}

/** Who holds it: its person is not known here any more, and may have been made anew. */
function HolderChoice({ holder, onHolder, error }: HolderProps) {
  const { t } = useTranslation('desk-held')
  const loaded = useLoaded('accounts', () => call(accountsAnswerSchema, '/api/v1/accounts'), askedEvery)
  return (
    <LoadedView of={loaded} rows={2}>
      {({ accounts }) => (
        <ChoiceField
          name="holder"
          label={t('forgotten.holder')}
          options={accounts.filter(mayHold).map(({ id, displayName, posyandu }) => ({
            value: id,
            label: `${displayName} · ${posyandu.map((one) => one.name).join(', ')}`,
          }))}
          value={holder}
          onValue={onHolder}
          clearing="none"
          error={error}
        />
      )}
    </LoadedView>
  )
}

const mayHold = ({ active, role }: Account) => active && (role === 'kader' || role === 'nakes')
