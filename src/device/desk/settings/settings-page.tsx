import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingDefinition } from '#domain/settings.ts'
import { puskesmasSchema, settingsAnswerSchema } from '#protocol/messages/access.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { Facts } from '#device/ui/list.tsx'
import { call } from '../api/call.ts'
import { useLoaded } from '../api/use-loaded.ts'
import { LoadedView, Page } from '../frame/page.tsx'
import { PuskesmasSheet } from './puskesmas-sheet.tsx'
import { currentOf, SettingGroups } from './setting-groups.tsx'
import { SettingSheet } from './setting-sheet.tsx'

/** The puskesmas itself, and what it decides where the sources leave it open. */
export function SettingsPage() {
  const { t } = useTranslation(['desk', 'desk-settings'])
  const puskesmas = useLoaded('puskesmas', () => call(puskesmasSchema, '/api/v1/puskesmas'))
  const settings = useLoaded('settings', () => call(settingsAnswerSchema, '/api/v1/settings'))
  const [open, setOpen] = useState<SettingDefinition | 'puskesmas'>()
  const [wanted, setWanted] = useState('')
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
      <TextField label={t('settings.search')} name="search" text={wanted} maxLength={60} onText={setWanted} />
      <LoadedView of={settings}>
        {({ values, changed }) => (
          <SettingGroups wanted={wanted} values={values} changed={changed} onOpen={setOpen} />
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
