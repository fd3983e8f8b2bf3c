import './counselling-words.ts'
import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { useReading } from './use-reading.ts'

type Props = { readonly title: string; readonly text: string }

/** Reads a text aloud, with its title; a second tap ends it. Not there where the phone has no voice for it. */
export function ReadAloudButton({ title, text }: Props) {
  const { t, i18n } = useTranslation('counselling')
  const { canRead, isReading, toggle } = useReading(i18n.language)
  if (!canRead) return null
  return (
    <Button
      label={isReading ? t('stop') : t('readOf', { title })}
      onPress={() => toggle(`${title}. ${text}`)}
    >
      {isReading ? t('stop') : t('read')}
    </Button>
  )
}
