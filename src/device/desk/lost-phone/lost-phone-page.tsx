import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type OnPhoneAnswer, onPhoneAnswerSchema } from '#protocol/messages/lost-phone.ts'
import { ButtonLink } from '#device/ui/button.tsx'
import { Facts, List } from '#device/ui/list.tsx'
import { EmptyState, Note } from '#device/ui/states.tsx'
import { call } from '../api/call.ts'
import { useLoaded } from '../api/use-loaded.ts'
import { fullMoment, momentText } from '../frame/clock.ts'
import { LoadedView, Page } from '../frame/page.tsx'
import { PersonRow } from '../people/person-row.tsx'
import { heardOfAt } from './heard-of.ts'
import { Letters } from './letters.tsx'
import css from './lost-phone.module.css'

/** A revoked phone that is out of its holder's hands: whose data it holds, and what the law has the puskesmas say. */
export function LostPhonePage({ id }: { readonly id: string }) {
  const { t } = useTranslation('desk-lost')
  const path = `/api/v1/devices/${encodeURIComponent(id)}/people`
  const loaded = useLoaded(path, () => call(onPhoneAnswerSchema, path))
  const name = loaded.value?.device.account.name
  return (
    <Page
      title={t('title')}
      subtitle={name}
      aside={
        <ButtonLink to="/hp" icon="back">
          {t('back')}
        </ButtonLink>
      }
    >
      <LoadedView of={loaded}>{(answer) => <LostPhone answer={answer} />}</LoadedView>
    </Page>
  )
}

function LostPhone({ answer }: { readonly answer: OnPhoneAnswer }) {
  const { t, i18n } = useTranslation(['desk-lost', 'desk'])
  const { device, noticeBy, people, elsewhere } = answer
  const [openedAt] = useState(Date.now)
  const moment = (at: number) => momentText(at, i18n.language)
  if (noticeBy === undefined || device.revokedAt === undefined)
    return <EmptyState title={t('notRevoked')} text={t('notRevokedText')} />
  const isLate = noticeBy < openedAt
  return (
    <>
      <Note look={isLate ? 'error' : 'warning'}>
        {t(isLate ? 'late' : 'by', { time: fullMoment(noticeBy, i18n.language) })} {t('law')}
      </Note>
      <section>
        <Facts
          facts={[
            [t('holder'), `${device.account.name} · ${t(`desk:roles.${device.role}`)}`],
            [t('posyandu'), device.posyandu.map((one) => one.name).join(', ')],
            [
              t('lastContact'),
              device.lastContactAt === undefined ? t('desk:devices.never') : moment(device.lastContactAt),
            ],
            [t('revoked'), moment(device.revokedAt)],
            [t('wiping'), t(heardOfAt(device) === undefined ? 'notHeardOf' : 'heardOf')],
            [t('waiting'), device.waiting ?? t('desk:devices.notSaid')],
          ]}
        />
      </section>
      <section aria-labelledby="on-phone" className={css.section}>
        <h2 id="on-phone">{t('people', { count: people.length })}</h2>
        <p>{t('peopleText')}</p>
        {people.length > 0 && (
          <List label={t('people', { count: people.length })}>
            {people.map((person) => (
              <PersonRow key={person.id} person={person} />
            ))}
          </List>
        )}
        {elsewhere.map(({ posyandu, people: count }) => (
          <Note key={posyandu.id} look="plain">
            {t('elsewhere', { count, posyandu: posyandu.name })}
          </Note>
        ))}
      </section>
      <Letters answer={answer} />
    </>
  )
}
