import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { puskesmasSchema } from '#protocol/messages/access.ts'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { call, type Problem } from '../api/call.ts'
import { SaveSheet } from '../frame/save-sheet.tsx'

const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const

type PuskesmasSheetProps = {
  readonly puskesmas: { readonly name: string; readonly timeZone: string }
  readonly onClose: () => void
}

/** Name and time zone of the puskesmas. */
export function PuskesmasSheet({ puskesmas, onClose }: PuskesmasSheetProps) {
  const { t } = useTranslation(['desk', 'common'])
  const [name, setName] = useState(puskesmas.name)
  const [timeZone, setTimeZone] = useState(puskesmas.timeZone)
  const [problem, setProblem] = useState<Problem>()
  const save = async () => {
    const body = {
      ...(name !== puskesmas.name && { name }),
      ...(timeZone !== puskesmas.timeZone && { timeZone }),
    }
    const result = await call(puskesmasSchema, '/api/v1/puskesmas', { method: 'PATCH', body })
    if (!result.ok) return setProblem(result.problem)
    showToast(t('saved'))
    onClose()
  }
  return (
    <SaveSheet title={t('settings.editPuskesmas')} problem={problem} onSave={save} onClose={onClose}>
      <TextField
        name="name"
        label={t('settings.name')}
        text={name}
        onText={setName}
        autoCapitalize="words"
        maxLength={120}
      />
      <ChoiceField
        name="timeZone"
        label={t('settings.timeZone')}
        options={zones.map((zone) => ({ value: zone, label: t(`settings.zones.${zone}`) }))}
        value={timeZone}
        onValue={(next) => next && setTimeZone(next)}
        clearing="none"
      />
    </SaveSheet>
  )
}
