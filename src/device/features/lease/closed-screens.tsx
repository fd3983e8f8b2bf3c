import './lease-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { leaseDays } from '#device/lease/lease.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import { ButtonLink } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { List, Row } from '#device/ui/list.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { Note } from '#device/ui/states.tsx'
import { fewestLetters, findByName } from './find-by-name.ts'

/** Instead of somebody's data, while nothing may be read here: why, how it opens again, and what can be done meanwhile. */
export function ClosedPerson({ personId }: { readonly personId: string }) {
  const { t } = useTranslation('lease')
  return (
    <Screen
      title={t('title')}
      back="/people"
      action={
        <ButtonLink look="main" icon="edit" to={`/visit/${personId}`}>
          {t('visit')}
        </ButtonLink>
      }
    >
      <Closed />
    </Screen>
  )
}

/** Instead of the list of people: who is to be visited is found by name, and nothing else is told of them. */
export function ClosedPeople() {
  const { t } = useTranslation('lease')
  const [typed, setTyped] = useState('')
  const directory = useLive((store) => store.directory())
  return (
    <Screen
      title={t('title')}
      nav="shown"
      action={
        <ButtonLink look="main" icon="add" to="/people/new">
          {t('people:add')}
        </ButtonLink>
      }
    >
      <Closed />
      <Card title={t('find')}>
        <TextField name="search" label={t('name')} text={typed} onText={setTyped} />
        {typed.trim() !== '' && <Found people={findByName(directory ?? [], typed)} typed={typed} />}
      </Card>
    </Screen>
  )
}

function Closed() {
  const { t } = useTranslation('lease')
  return (
    <>
      <Note look="warning">
        <strong>{t('why', { days: leaseDays })}</strong>
        <p>{t('whyText')}</p>
        <p>{t('stillPossible')}</p>
      </Note>
      <Card title={t('open')}>
        <p>{t('byNetwork')}</p>
        <p>{t('byFile')}</p>
        <ButtonLink to="/queue">{t('toQueue')}</ButtonLink>
      </Card>
    </>
  )
}

type FoundProps = { readonly people: readonly DirectoryEntry[]; readonly typed: string }

function Found({ people, typed }: FoundProps) {
  const { t } = useTranslation('lease')
  if (people.length > 0) {
    return (
      <List label={t('found')}>
        {people.map(({ id, name, rt }) => (
          <Row key={id} to={`/visit/${id}`} title={name} lines={[rt ? t('common:rt', { rt }) : '']} />
        ))}
      </List>
    )
  }
  const isShort = typed.replace(/\s/g, '').length < fewestLetters
  return <p>{isShort ? t('findMore', { count: fewestLetters }) : t('noneFound')}</p>
}
