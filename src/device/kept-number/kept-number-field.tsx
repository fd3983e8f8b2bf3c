import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { NumberField } from '#device/ui/inputs/number-field.tsx'
import { formatNumber } from '#device/ui/inputs/typed-number.ts'
import { Note } from '#device/ui/states.tsx'
import { confirmationOf, type KeptSpec, readKept } from './kept-number.ts'

type Props = {
  readonly spec: KeptSpec
  readonly label: string
  readonly hint?: string | undefined
  readonly text: string
  readonly onText: (text: string, name: string) => void
  readonly confirmed: readonly string[]
  readonly onConfirm: (confirmation: string) => void
}

/** A number box with its limits: outside is refused, unusual is asked about once. */
export function KeptNumberField({ spec, label, hint, text, onText, confirmed, onConfirm }: Props) {
  const { t, i18n } = useTranslation('person')
  const read = readKept(spec, text)
  const show = (value: number) => formatNumber(value, i18n.language)
  const error =
    read.kind === 'outside'
      ? t('form.range', { min: show(read.range.min ?? 0), max: show(read.range.max ?? 0), unit: spec.unit })
      : undefined
  const confirmation = confirmationOf(spec, text)
  const asks = read.kind === 'doubtful' && !confirmed.includes(confirmation)
  return (
    <NumberField
      name={spec.id}
      label={label}
      hint={hint}
      unit={spec.unit}
      decimals={spec.decimals}
      text={text}
      onText={onText}
      error={error}
      doubt={
        asks && (
          <Note look="warning">
            <p>{t('form.unusual', { value: show(read.value), unit: spec.unit })}</p>
            <Button onPress={() => onConfirm(confirmation)}>{t('form.unusualRight')}</Button>
          </Note>
        )
      }
    />
  )
}
