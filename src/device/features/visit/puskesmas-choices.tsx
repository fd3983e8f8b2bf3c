import '#device/i18n/setting-names.ts'
import { useTranslation } from 'react-i18next'

/** Which choices of the puskesmas decided, by their plain names. */
export function PuskesmasChoices({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation(['counselling', 'setting-names'])
  const plain = names.map((name) => t(`setting-names:${name}`, { defaultValue: name }))
  return <p>{t('counselling:result.byPuskesmas', { names: plain.join('; ') })}</p>
}
