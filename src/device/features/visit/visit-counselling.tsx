import { useState } from 'react'
import { TopicItem } from '#device/counselling/topic-item.tsx'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { choiceWord } from '#device/visit-words/show-value.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { counsellingTopics } from '#domain/counselling/counselling-topics.ts'
import type { Topic } from '#domain/counselling/topics.ts'
import type { Answers } from '#domain/instruments/instrument.ts'
import { choicesIn } from '#domain/instruments/read-answer.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { asks, type OutcomeProps } from './referral-card.tsx'
import { titlesOf } from './titles-of.ts'
import type { AmendmentWhy } from './visit-saver.ts'

/** More than this at once nobody remembers; the rest waits behind a tap. */
const shownAtFirst = 3

/** The findings that ask for a topic are the worst first; more would bury its name. */
const becausesNamed = 2

/** What to talk about, what the findings ask for first, each marked once it was said. */
export function VisitCounselling({ visit, instrument, context, outcome }: OutcomeProps) {
  const words = useWords()
  const { t } = words
  const [isWhole, setWhole] = useState(false)
  const topics = counsellingTopics(visit.findings, context)
  if (topics.length === 0) return null
  const given = choicesIn(context.answers, 'educationTopics') ?? []
  const shown = isWhole ? topics : topics.slice(0, shownAtFirst)
  const canMark = asks(instrument, 'educationTopics')
  const done = topics.filter(({ topic }) => given.includes(topic)).length
  return (
    <Card
      title={t('counselling:title')}
      aside={done > 0 && <span>{t('counselling:progress', { done, all: topics.length })}</span>}
    >
      {outcome.problem}
      <ul>
        {shown.map(({ topic, because }, i) => {
          const titles = titlesOf(words, visit.findings, because.slice(0, becausesNamed))
          return (
            <TopicItem
              key={topic}
              topic={topic}
              title={choiceWord(words, 'educationTopics', topic)}
              because={titles === '' ? undefined : t('counselling:because', { titles })}
              isGiven={given.includes(topic)}
              begins={i === 0 ? 'open' : 'closed'}
              onGiven={
                canMark
                  ? (isGiven) => outcome.write(marked(topic, isGiven), whyMarked(context.answers, isGiven))
                  : undefined
              }
            />
          )
        })}
      </ul>
      {shown.length < topics.length && (
        <Button onPress={() => setWhole(true)}>
          {t('counselling:more', { count: topics.length - shown.length })}
        </Button>
      )}
    </Card>
  )
}

/**
 * A topic that is added takes back nothing that was said. A mark taken back was a slip of the finger; and where the form
 * said that there was no counselling, there was some since.
 */
function whyMarked(answers: Answers, isGiven: boolean): AmendmentWhy | undefined {
  if (!isGiven) return { reason: 'typedWrong' }
  return answers['educationGiven'] === false ? { reason: 'toldLater' } : undefined
}

/** The list with the topic, or without it; with it the visit also says that there was counselling. */
const marked =
  (topic: Topic, isGiven: boolean) =>
  (now: Answers): Readonly<Record<string, FieldValue>> => {
    const given = choicesIn(now, 'educationTopics') ?? []
    const others = given.filter((one) => one !== topic)
    if (isGiven) return { educationTopics: [...others, topic], educationGiven: true }
    return { educationTopics: others.length > 0 ? others : null }
  }
