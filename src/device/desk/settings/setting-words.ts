import { useTranslation } from 'react-i18next'
import type { SettingDefinition, SettingValue } from '#domain/settings.ts'
import { formatNumber } from '#device/ui/inputs/typed-number.ts'

/** Words for settings and their values; a setting of a newer edition is told by its name. */
export function useSettingWords() {
  const { t, i18n } = useTranslation(['desk-settings', 'setting-names', 'common'])
  return {
    label: (name: string): string => t(`setting-names:${name}`, { defaultValue: name }),
    reason: (name: string): string => t(`desk-settings:reasons.${name}`, { defaultValue: '' }),
    value: (definition: SettingDefinition, value: SettingValue): string => {
      if (typeof value === 'boolean') return t(value ? 'common:yes' : 'common:no')
      if (typeof value === 'number') return formatNumber(value, i18n.language)
      return t([`desk-settings:choices.${definition.name}.${value}`, `desk-settings:choices.any.${value}`], {
        defaultValue: value,
      })
    },
  }
}
