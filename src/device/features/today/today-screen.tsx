import { useTranslation } from 'react-i18next'
import { formatWeekday } from '#device/i18n/format.ts'
import { useCutOff } from '#device/platform/connectivity.ts'
import { useToday } from '#device/platform/today.ts'
import { usePhone } from '#device/phone/phone.ts'
import { useLive } from '#device/store/use-store.ts'
import { ButtonLink } from '#device/ui/button.tsx'
import { HeaderButton, Screen } from '#device/ui/screen.tsx'
import { LoadingState, OfflineNote } from '#device/ui/states.tsx'
import { DayCard } from './day-card.tsx'
import { DraftsCard } from './drafts-card.tsx'
import { MonthCard } from './month-card.tsx'
import { SignalLine } from './signal-line.tsx'

/** The first screen: is the posyandu open, did the puskesmas get it, what is left to do, how the month stands. */
export function TodayScreen() {
  const { t, i18n } = useTranslation('today')
  const today = useToday()
  const { pin } = usePhone()
  const cutOff = useCutOff()
  const enrolment = useLive(
    (store) => store.enrolment(),
    [],
    (first) => first.enrolment,
  )
  const directory = useLive(
    (store) => store.directory(),
    [],
    (first) => first.directory,
  )
  return (
    <Screen
      title={t('title')}
      subtitle={formatWeekday(today, i18n.language)}
      nav="shown"
      aside={<HeaderButton icon="lock" label={t('lock')} onPress={pin.lockAll} />}
      action={
        <ButtonLink look="main" icon="people" to="/people">
          {t('serve')}
        </ButtonLink>
      }
    >
      <SignalLine demo={enrolment?.puskesmas.demo ? 'yes' : 'no'} />
      {cutOff && <OfflineNote />}
      {enrolment && directory ? (
        <>
          <DayCard enrolment={enrolment} directory={directory} today={today} />
          <DraftsCard directory={directory} />
          <MonthCard today={today} />
        </>
      ) : (
        <LoadingState />
      )}
    </Screen>
  )
}
