import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type SettingDefinition, settingDefinitions, type SettingValue } from '#domain/settings.ts'
import { puskesmasSchema, settingsAnswerSchema } from '#protocol/messages/access.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Facts, List, Row } from '#device/ui/list.tsx'
import { call } from '../api/call.ts'
import { useLoaded } from '../api/use-loaded.ts'
import { LoadedView, Page } from '../frame/page.tsx'
import { PuskesmasSheet } from './puskesmas-sheet.tsx'
import { SettingSheet } from './setting-sheet.tsx'
import { useSettingWords } from './setting-words.ts'

/** The puskesmas itself, and what it decides where the sources leave it open. */
export function SettingsPage() {
  const { t } = useTranslation(['desk', 'desk-settings'])
  const words = useSettingWords()
  const puskesmas = useLoaded('puskesmas', () => call(puskesmasSchema, '/api/v1/puskesmas'))
  const settings = useLoaded('settings', () => call(settingsAnswerSchema, '/api/v1/settings'))
  const [open, setOpen] = useState<SettingDefinition | 'puskesmas'>()
  const close = () => {
    setOpen(undefined)
    void puskesmas.reload()
    void settings.reload()
  }
  return (
    <Page title={t('settings.title')} subtitle={t('settings.text')}>
      <LoadedView of={puskesmas} rows={1}>
        {({ name, timeZone, address }) => (
          <Card
            title={name}
            aside={
              <Button onPress={() => setOpen('puskesmas')} label={t('settings.editPuskesmas')}>
                {t('edit')}
              </Button>
            }
          >
            <Facts
              facts={[
                [t('settings.timeZone'), t(`settings.zones.${timeZone}`, { defaultValue: timeZone })],
                [t('settings.address'), address],
              ]}
            />
          </Card>
        )}
      </LoadedView>
      <h2>{t('settings.rules')}</h2>
      <LoadedView of={settings}>
        {({ values, changed }) => (
          <List label={t('settings.rules')}>
            {settingDefinitions.map((definition) => (
              <Row
                key={definition.name}
                title={words.label(definition.name)}
                lines={[
                  changed.includes(definition.name)
                    ? t('settings.own', {
                        value: words.value(definition, currentOf(definition, values)),
                        standard: words.value(definition, definition.default),
                      })
                    : t('settings.standard', { value: words.value(definition, definition.default) }),
                ]}
                trail={
                  <Button
                    onPress={() => setOpen(definition)}
                    label={t('settings.editOf', { name: words.label(definition.name) })}
                  >
                    {t('edit')}
                  </Button>
                }
              />
            ))}
          </List>
        )}
      </LoadedView>
      {open === 'puskesmas' && puskesmas.value && (
        <PuskesmasSheet puskesmas={puskesmas.value} onClose={close} />
      )}
      {open && open !== 'puskesmas' && settings.value && (
        <SettingSheet definition={open} value={currentOf(open, settings.value.values)} onClose={close} />
      )}
    </Page>
  )
}

const currentOf = (definition: SettingDefinition, values: Readonly<Record<string, SettingValue>>) =>
  values[definition.name] ?? definition.default
