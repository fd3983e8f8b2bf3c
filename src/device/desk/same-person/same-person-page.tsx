import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type PersonAnswer, personAnswerSchema } from '#protocol/messages/desk.ts'
import { Button, ButtonLink } from '#device/ui/button.tsx'
import { call } from '../api/call.ts'
import { useLoaded } from '../api/use-loaded.ts'
import { LoadedView, Page } from '../frame/page.tsx'
import { CompareTwo } from './compare-two.tsx'
import { SearchOther } from './search-other.tsx'

const pathOf = (id: string) => `/api/v1/people/${encodeURIComponent(id)}`

/** Finds the other record of a person who was recorded twice, shows both side by side, and joins them. */
export function SamePersonPage({ id }: { readonly id: string }) {
  const { t } = useTranslation(['desk-same', 'desk'])
  const [otherId, setOtherId] = useState<string>()
  const person = useLoaded(pathOf(id), () => call(personAnswerSchema, pathOf(id)))
  const name = nameOf(person.value) ?? t('desk:person.title')
  return (
    <Page
      title={t('title')}
      subtitle={name}
      aside={
        <ButtonLink to={`/warga/${id}`} icon="back">
          {t('back', { name })}
        </ButtonLink>
      }
    >
      <LoadedView of={person}>
        {(answer) =>
          otherId === undefined ? (
            <SearchOther answer={answer} onChoose={setOtherId} />
          ) : (
            <Comparing key={otherId} answer={answer} otherId={otherId} onBack={() => setOtherId(undefined)} />
          )
        }
      </LoadedView>
    </Page>
  )
}

type ComparingProps = {
  readonly answer: PersonAnswer
  readonly otherId: string
  readonly onBack: () => void
}

function Comparing({ answer, otherId, onBack }: ComparingProps) {
  const { t } = useTranslation('desk-same')
  const [, navigate] = useLocation()
  const other = useLoaded(pathOf(otherId), () => call(personAnswerSchema, pathOf(otherId)))
  return (
    <>
      <div>
        <Button icon="back" onPress={onBack}>
          {t('another')}
        </Button>
      </div>
      <LoadedView of={other}>
        {(found) => (
          <CompareTwo one={answer} other={found} onJoined={(personId) => navigate(`/warga/${personId}`)} />
        )}
      </LoadedView>
    </>
  )
}

function nameOf(answer: PersonAnswer | undefined): string | undefined {
  const name = answer?.person.fields.name
  return typeof name === 'string' && name ? name : undefined
}
