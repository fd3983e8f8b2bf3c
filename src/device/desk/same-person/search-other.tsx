import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PersonAnswer, peopleAnswerSchema, type PersonLine } from '#protocol/messages/desk.ts'
import { formatDay } from '#device/i18n/format.ts'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { List, Row } from '#device/ui/list.tsx'
import { EmptyState } from '#device/ui/states.tsx'
import { call, withQuery } from '../api/call.ts'
import { useLoaded } from '../api/use-loaded.ts'
import { LoadedView } from '../frame/page.tsx'

/** So many candidates are looked through; more say that the search is to be narrowed. */
const mostFound = 20

type SearchProps = { readonly answer: PersonAnswer; readonly onChoose: (personId: string) => void }

/** The others of the same posyandu, searched while typing; begins with the first word of the name. */
export function SearchOther({ answer, onChoose }: SearchProps) {
  const { t } = useTranslation('desk-same')
  const { person, posyanduId } = answer
  const [typed, setTyped] = useState(() => firstWord(person.fields.name))
  const search = useDeferredValue(typed).trim()
  const path = withQuery('/api/v1/people', { posyandu: posyanduId, search, limit: mostFound + 1 })
  const found = useLoaded(path, () => call(peopleAnswerSchema, path))
  return (
    <>
      <TextField
        name="search"
        label={t('search')}
        hint={t('searchHint')}
        text={typed}
        onText={setTyped}
        autoCapitalize="none"
        maxLength={80}
      />
      <LoadedView of={found} rows={4}>
        {({ people, next }) => (
          <Found
            people={people.filter(({ id }) => id !== person.id)}
            isMore={next !== undefined}
            onChoose={onChoose}
          />
        )}
      </LoadedView>
    </>
  )
}

const firstWord = (name: unknown) => (typeof name === 'string' ? (name.trim().split(/\s+/)[0] ?? '') : '')

type FoundProps = Pick<SearchProps, 'onChoose'> & {
  readonly people: readonly PersonLine[]
  readonly isMore: boolean
}

function Found({ people, isMore, onChoose }: FoundProps) {
  const { t, i18n } = useTranslation(['desk-same', 'desk', 'common'])
  if (people.length === 0) return <EmptyState title={t('none')} text={t('noneText')} />
  return (
    <>
      <List label={t('find')}>
        {people.slice(0, mostFound).map((person) => (
          <Row
            key={person.id}
            onPress={() => onChoose(person.id)}
            title={person.name ?? t('desk:noName')}
            lines={[
              [
                person.birthDate && formatDay(person.birthDate, i18n.language),
                person.motherName && t('common:mother', { name: person.motherName }),
                person.rt && t('common:rt', { rt: person.rt }),
              ]
                .filter(Boolean)
                .join(' · '),
              person.nik ? t('desk:people.nik', { nik: person.nik }) : t('desk:people.noNik'),
            ]}
          />
        ))}
      </List>
      {isMore && <p>{t('more')}</p>}
    </>
  )
}
