import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { List, Row } from '#device/ui/list.tsx'
import { EmptyState } from '#device/ui/states.tsx'
import { type SettingDefinition, settingGroups, type SettingValue } from '#domain/settings.ts'
import { useSettingWords } from './setting-words.ts'

type Values = Readonly<Record<string, SettingValue>>

/** What the puskesmas decided, else the default. */
export const currentOf = (definition: SettingDefinition, values: Values): SettingValue =>
  values[definition.name] ?? definition.default

type GroupsProps = {
  /** Part of a setting's name, in words. */
  readonly wanted: string
  readonly values: Values
  readonly changed: readonly string[]
  readonly onOpen: (definition: SettingDefinition) => void
}

/** The settings by what they decide; those that the puskesmas has changed stand first in their group. */
export function SettingGroups({ wanted, values, changed, onOpen }: GroupsProps) {
  const { t } = useTranslation(['desk', 'desk-settings'])
  const words = useSettingWords()
  const part = wanted.trim().toLowerCase()
  const matches = ({ name }: SettingDefinition) => words.label(name).toLowerCase().includes(part)
  const isChanged = ({ name }: SettingDefinition) => changed.includes(name)
  const groups = Object.entries(settingGroups)
    .map(
      ([group, all]: readonly [string, readonly SettingDefinition[]]) =>
        [group, all.filter(matches)] as const,
    )
    .filter(([, found]) => found.length > 0)
  if (groups.length === 0) return <EmptyState title={t('settings.notFound')} />
  return groups.map(([group, found]) => (
    <section key={group}>
      <h3>{t(`settings.groups.${group}`)}</h3>
      <List label={t(`settings.groups.${group}`)}>
        {[...found.filter(isChanged), ...found.filter((one) => !isChanged(one))].map((definition) => (
          <Row
            key={definition.name}
            title={words.label(definition.name)}
            lines={[
              isChanged(definition)
                ? t('settings.own', {
                    value: words.value(definition, currentOf(definition, values)),
                    standard: words.value(definition, definition.default),
                  })
                : t('settings.standard', { value: words.value(definition, definition.default) }),
            ]}
            trail={
              <Button
                onPress={() => onOpen(definition)}
                label={t('settings.editOf', { name: words.label(definition.name) })}
              >
                {t('edit')}
              </Button>
            }
          />
        ))}
      </List>
    </section>
  ))
}
