import { memo, useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceField } from './choice-field.tsx'
import type { FieldTexts } from './field-frame.tsx'
import './inputs-words.ts'

export type YesNoFieldProps = FieldTexts & {
  readonly name: string
  /** `undefined`: not asked yet, which is neither yes nor no. */
  readonly value: boolean | undefined
  readonly onValue: (value: boolean | undefined, name: string) => void
}

/** Ya, tidak, or not answered. */
export const YesNoField = memo(function YesNoField({ value, onValue, ...rest }: YesNoFieldProps) {
  const { t } = useTranslation('inputs')
  const options = useMemo(
    () => [
      { value: 'yes', label: t('yesNo.yes') },
      { value: 'no', label: t('yesNo.no') },
    ],
    [t],
  )
  const choose = useCallback(
    (chosen: string | undefined, name: string) =>
      onValue(chosen === undefined ? undefined : chosen === 'yes', name),
    [onValue],
  )
  return <ChoiceField {...rest} options={options} value={codeOf(value)} onValue={choose} />
})

function codeOf(value: boolean | undefined): string | undefined {
  if (value === undefined) return undefined
  return value ? 'yes' : 'no'
}
