import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nothingSchema, type Purpose, type PurposeCode, purposeCodes } from '#protocol/messages/access.ts'
import { Card } from '#device/ui/card.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { call, type Problem } from '../api/call.ts'
import { Page } from '../frame/page.tsx'
import { useSession } from '../session.ts'
import { SavedForm } from './saved-form.tsx'

/** A page with people's data: a nakes says once a day what for, before it is shown. */
export function ForPurpose({ children }: { readonly children: ReactNode }) {
  const { me } = useSession()
  return me.account.role === 'nakes' && me.purpose === undefined ? <PurposePage /> : children
}

function PurposePage() {
  const { t } = useTranslation('desk')
  return (
    <Page title={t('purpose.title')}>
      <Card title={t('purpose.once')}>
        <PurposeForm />
      </Card>
    </Page>
  )
}

/** The choice; what was said before today stands in it. */
export function PurposeForm() {
  const { t } = useTranslation('desk')
  const { me, onPurpose } = useSession()
  const [code, setCode] = useState<PurposeCode | undefined>(me.purpose?.code)
  const [words, setWords] = useState(me.purpose?.words ?? '')

  const save = async (): Promise<Problem | undefined> => {
    if (!code) return { code: 'purposeEmpty' }
    const purpose: Purpose = code === 'other' ? { code, words: words.trim() } : { code }
    const result = await call(nothingSchema, '/api/v1/me/purpose', { method: 'POST', body: purpose })
    if (!result.ok) return result.problem
    onPurpose(purpose)
  }

  return (
    <SavedForm submit={t('purpose.go')} done={t('purpose.done')} onSave={save}>
      <ChoiceField
        name="purpose"
        label={t('purpose.label')}
        hint={t('purpose.hint')}
        options={purposeCodes.map((value) => ({ value, label: t(`purpose.of.${value}`) }))}
        value={code}
        onValue={(value) => setCode(purposeCodes.find((one) => one === value))}
        clearing="none"
      />
      {code === 'other' && (
        <TextField
          name="purposeWords"
          label={t('purpose.words')}
          text={words}
          onText={setWords}
          maxLength={120}
        />
      )}
    </SavedForm>
  )
}
