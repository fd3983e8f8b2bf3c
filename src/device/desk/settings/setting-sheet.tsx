import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isAllowed, type SettingDefinition, type SettingValue } from '#domain/settings.ts'
import { settingsAnswerSchema } from '#protocol/messages/access.ts'
import { Button } from '#device/ui/button.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { NumberField } from '#device/ui/inputs/number-field.tsx'
import { numberAsTyped } from '#device/ui/inputs/typed-number.ts'
import { showToast } from '#device/ui/toast.tsx'
import { call, type Problem } from '../api/call.ts'
import { SaveSheet } from '../frame/save-sheet.tsx'
import { useSettingWords } from './setting-words.ts'

type SettingSheetProps = {
  readonly definition: SettingDefinition
  readonly value: SettingValue
  readonly onClose: () => void
}

/** One setting: what it decides, why it is open, and its value; phones get it with their next pull. */
export function SettingSheet({ definition, value, onClose }: SettingSheetProps) {
  const { t, i18n } = useTranslation(['desk', 'common'])
  const words = useSettingWords()
  const [text, setText] = useState(
    typeof value === 'number' && definition.range ? numberAsTyped(value, i18n.language) : String(value),
  )
  const [problem, setProblem] = useState<Problem>()

  const send = async (next: SettingValue | null) => {
    const body = { values: { [definition.name]: next } }
    const result = await call(settingsAnswerSchema, '/api/v1/settings', { method: 'PATCH', body })
    if (!result.ok) return setProblem(result.problem)
    showToast(t('saved'))
    onClose()
  }
  const save = async () => {
    const next = meant(definition, text)
    if (next === undefined) return setProblem({ code: 'settingOutOfRange' })
    await send(next)
  }
  const label = words.label(definition.name)
  return (
    <SaveSheet
      title={label}
      problem={problem}
      onSave={save}
      onClose={onClose}
      more={
        <Button width="wide" onPress={() => send(null)}>
          {t('settings.toStandard', { value: words.value(definition, definition.default) })}
        </Button>
      }
    >
      <p>{words.reason(definition.name)}</p>
      <p>{t('settings.source', { source: definition.source })}</p>
      {definition.range ? (
        <NumberField
          name={definition.name}
          label={t('settings.range', { min: definition.range.min, max: definition.range.max })}
          text={text}
          onText={setText}
          decimals={1}
        />
      ) : (
        <ChoiceField
          name={definition.name}
          label={t('settings.value')}
          options={(definition.choices ?? [true, false]).map((choice) => ({
            value: String(choice),
            label: words.value(definition, choice),
          }))}
          value={text}
          onValue={(next) => next !== undefined && setText(next)}
          clearing="none"
        />
      )}
    </SaveSheet>
  )
}

/** The value that the text stands for, if the setting may have it. */
function meant(definition: SettingDefinition, text: string): SettingValue | undefined {
  const choices = definition.choices ?? (definition.range ? [Number(text.replace(',', '.'))] : [true, false])
  return choices.find(
    (choice) => (definition.range ? true : String(choice) === text) && isAllowed(definition, choice),
  )
}
