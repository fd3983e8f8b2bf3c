import { useMemo } from 'react'
import { ButtonLink } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { hasValue } from '#domain/instruments/read-answer.ts'
import css from './given-facts.module.css'
import { showAnswer } from '#device/visit-words/show-value.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { givenFacts, type VisitSetup } from './visit-setup.ts'

/** What the records of the person and the pregnancy already say; it is changed there, not in a visit. */
export function GivenFacts({ setup, personId }: { readonly setup: VisitSetup; readonly personId: string }) {
  const words = useWords()
  const { t } = words
  const facts = useMemo(() => givenFacts(setup.instrument, setup.form), [setup])
  if (facts.length === 0) return null
  return (
    <Card title={t('visit:given.title')}>
      <dl className={css.facts}>
        {facts.map(({ field, value }) => (
          <div key={field.id} className={css.fact}>
            <dt>{t(`fields:${field.id}.label`)}</dt>
            <dd>
              {value !== undefined && hasValue(value)
                ? showAnswer(words, field, value)
                : t('visit:given.missing')}
            </dd>
          </div>
        ))}
      </dl>
      <ButtonLink look="plain" icon="edit" to={`/person/${personId}`}>
        {t('visit:given.edit')}
      </ButtonLink>
    </Card>
  )
}
