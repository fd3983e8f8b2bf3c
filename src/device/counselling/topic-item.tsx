import './counselling-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Topic } from '#domain/counselling/topics.ts'
import { Button } from '#device/ui/button.tsx'
import { Icon } from '#device/ui/icon.tsx'
import css from './counselling.module.css'
import { ReadAloudButton } from './read-aloud-button.tsx'
import { TopicSign } from './topic-sign.tsx'

type Props = {
  readonly topic: Topic
  readonly title: string
  /** Why it is proposed, in words. */
  readonly because?: string | undefined
  readonly isGiven: boolean
  /** Absent where this visit's card does not ask what was talked about. */
  readonly onGiven?: ((isGiven: boolean) => Promise<unknown>) | undefined
  readonly begins: 'open' | 'closed'
}

/** One topic: its picture and name; on a tap what to say, read aloud where the phone can, and marked once it was said. */
export function TopicItem({ topic, title, because, isGiven, onGiven, begins }: Props) {
  const { t } = useTranslation('counselling')
  const [isOpen, setOpen] = useState(begins === 'open')
  const text = t(`topics.${topic}`)
  return (
    <li className={css.topic}>
      <button type="button" className={css.head} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <TopicSign topic={topic} />
        <span className={css.words}>
          <span className={css.name}>{title}</span>
          {isGiven ? (
            <span className={css.done}>
              <Icon name="check" size={20} />
              {t('given')}
            </span>
          ) : (
            because && <span className={css.because}>{because}</span>
          )}
        </span>
        <span className={isOpen ? css.opened : css.closed}>
          <Icon name="forward" />
        </span>
      </button>
      {isOpen && (
        <div className={css.open}>
          <p className={css.text}>{text}</p>
          <div className={css.actions}>
            <ReadAloudButton title={title} text={text} />
            {onGiven && (
              <Button
                icon={isGiven ? 'close' : 'check'}
                label={t(isGiven ? 'unmarkOf' : 'markOf', { title })}
                onPress={() => onGiven(!isGiven)}
              >
                {t(isGiven ? 'unmark' : 'mark')}
              </Button>
            )}
          </div>
        </div>
      )}
    </li>
  )
}
