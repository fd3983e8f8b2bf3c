import './settings-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeLanguage, type Language, languages } from '#device/i18n/i18n.ts'
import { ReadinessCard } from '#device/readiness/readiness-card.tsx'
import { useLive } from '#device/store/use-store.ts'
import { Card } from '#device/ui/card.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { Facts } from '#device/ui/list.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { LoadingState, Note } from '#device/ui/states.tsx'
import { chooseTextSize, textSize, textSizes } from '#device/ui/text-size.ts'
import { AppCard } from './app-card.tsx'
import { ContactCard } from './contact-card.tsx'
import { LockCard } from './lock-card.tsx'
import { StorageCard } from './storage-card.tsx'
import { TrafficCard } from './traffic-card.tsx'

/** Whose phone this is, how it is read, and whether all is well with it. */
export function SettingsScreen() {
  const { t } = useTranslation('settings')
  return (
    <Screen title={t('title')} nav="shown">
      <WhoCard />
      <LockCard />
      <ReadinessCard />
      <ReadingCard />
      <StorageCard />
      <TrafficCard />
      <ContactCard />
      <AppCard />
      <Card title={t('about.title')}>
        <p>{t('about.text')}</p>
        <p>{t('about.who')}</p>
        <p>{t('about.libraries')}</p>
      </Card>
    </Screen>
  )
}

function WhoCard() {
  const { t } = useTranslation('settings')
  const enrolment = useLive((store) => store.enrolment())
  if (!enrolment) return <LoadingState rows={1} />
  const { person, posyandu, puskesmas } = enrolment
  return (
    <>
      {puskesmas.demo && <Note look="info">{t('demo')}</Note>}
      <Card title={t('who.title')}>
        <Facts
          facts={[
            [t('who.name'), person.name],
            [t('who.role'), t(`who.${person.role}`)],
            [t('who.posyandu'), posyandu.map(({ name }) => name).join(', ')],
            [t('who.puskesmas'), puskesmas.name],
          ]}
        />
      </Card>
    </>
  )
}

function ReadingCard() {
  const { t, i18n } = useTranslation('settings')
  const [size, setSize] = useState(textSize)
  const [failed, setFailed] = useState(false)
  const choose = (value: string | undefined) => {
    const language: Language = value === 'en' ? 'en' : 'id'
    setFailed(false)
    changeLanguage(language).catch(() => setFailed(true))
  }
  return (
    <Card>
      <ChoiceField
        name="language"
        label={t('language')}
        options={languages.map((value) => ({ value, label: t(`languages.${value}`) }))}
        value={i18n.language}
        onValue={choose}
        clearing="none"
        error={failed ? t('languageFailed') : undefined}
      />
      <ChoiceField
        name="textSize"
        label={t('textSize')}
        options={textSizes.map((value) => ({ value, label: t(`textSizes.${value}`) }))}
        value={size}
        onValue={(value) => {
          const chosen = textSizes.find((one) => one === value) ?? '100'
          setSize(chosen)
          chooseTextSize(chosen)
        }}
        clearing="none"
      />
    </Card>
  )
}
