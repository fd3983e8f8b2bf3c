import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useSyncStatus } from '#device/phone/phone.ts'
import type { Contact, Enrolment } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Facts } from '#device/ui/list.tsx'
import { LoadProgress } from '#device/ui/load-note.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { Note, Progress } from '#device/ui/states.tsx'

type Props = {
  readonly enrolment: Enrolment
  /** Given where a new code came to a phone that is enrolled already. */
  readonly anew: (() => void) | undefined
}

/** For whom the phone now is, and the first load; work can begin after its first page. */
export function Enrolled({ enrolment, anew }: Props) {
  const { t } = useTranslation('enrol')
  const [, navigate] = useLocation()
  const status = useSyncStatus()
  const directory = useLive((store) => store.directory())
  const contact = useLive((store) => store.contact())
  const first = (directory?.length ?? 0) > 0 || contact?.firstLoadDone || status.state === 'failed'
  const { person, posyandu, puskesmas } = enrolment
  return (
    <Screen
      title={t(anew ? 'already' : 'done')}
      action={
        <Button look="main" disabled={!first} onPress={() => navigate('/', { replace: true })}>
          {t('start')}
        </Button>
      }
    >
      {puskesmas.demo && <Note look="info">{t('demo')}</Note>}
      <Card>
        <Facts
          facts={[
            [t('who'), person.name],
            [t('role'), t(`roles.${person.role}`)],
            [t('posyandu'), posyandu.map(({ name }) => name).join(', ')],
            [t('puskesmas'), puskesmas.name],
          ]}
        />
        <p>{t('wrongPerson')}</p>
        {anew && <Button onPress={anew}>{t('anew')}</Button>}
      </Card>
      <FirstLoad contact={contact} people={directory?.length ?? 0} />
    </Screen>
  )
}

function FirstLoad({ contact, people }: { readonly contact: Contact | undefined; readonly people: number }) {
  const { t } = useTranslation('enrol')
  const status = useSyncStatus()
  if (contact?.firstLoadDone) {
    return (
      <Note look="good">
        {t('loadDone')} {t('people', { count: people })}
      </Note>
    )
  }
  return (
    <Card title={t('loading')}>
      <p>{t('loadingText')}</p>
      {status.state === 'failed' && (
        <Note look="warning" icon="offline">
          {t('loadWaiting')}
        </Note>
      )}
      {contact?.load ? <LoadProgress load={contact.load} /> : <Progress label={t('loading')} />}
      {people > 0 && <p>{t('people', { count: people })}</p>}
    </Card>
  )
}
