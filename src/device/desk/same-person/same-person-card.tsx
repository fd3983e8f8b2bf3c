import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nothingSchema } from '#protocol/messages/access.ts'
import type { AliasLine } from '#protocol/messages/aliases.ts'
import type { PersonAnswer } from '#protocol/messages/desk.ts'
import { Button, ButtonLink } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { More } from '../frame/more.tsx'
import { ConfirmSheet } from '#device/ui/dialog.tsx'
import { Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { call, type Problem } from '../api/call.ts'
import { momentText } from '../frame/clock.ts'
import { PersonFacts } from '../people/person-facts.tsx'
import { useProblemWords } from '../use-problem.ts'
import css from './same-person.module.css'

type CardProps = { readonly answer: PersonAnswer; readonly onUndone: () => void }

/** Leads to joining with another record; tells who was joined by whom, and parts them again. */
export function SamePersonCard({ answer, onUndone }: CardProps) {
  const { t } = useTranslation(['desk-same', 'desk'])
  const { person, aliases, alsoAs } = answer
  const name = typeof person.fields.name === 'string' ? person.fields.name : t('desk:noName')
  return (
    <Card title={t('ask')}>
      <p>{t('askText', { name })}</p>
      <ButtonLink to={`/warga/${person.id}/sama`}>{t('find')}</ButtonLink>
      {alsoAs.map((record) => (
        <More key={record.id} title={t('otherRecord')}>
          <PersonFacts answer={{ posyanduId: answer.posyanduId, person: record }} />
        </More>
      ))}
      {aliases.length > 0 && <h3>{t('history')}</h3>}
      {aliases.map((alias) => (
        <AliasItem key={alias.id} alias={alias} answer={answer} onUndone={onUndone} />
      ))}
    </Card>
  )
}

type ItemProps = CardProps & { readonly alias: AliasLine }

function AliasItem({ alias, answer, onUndone }: ItemProps) {
  const { t, i18n } = useTranslation(['desk-same', 'desk'])
  const say = useProblemWords()
  const [asked, setAsked] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const { personId, personName, intoName, undone } = alias
  const called = (name: string | undefined) => (name === undefined ? t('hidden') : name || t('desk:noName'))
  const names = { person: called(personName), into: called(intoName) }
  const holds = answer.alsoAs.some(({ id }) => id === personId)
  const time = (at: number) => momentText(at, i18n.language)
  const undo = async () => {
    const result = await call(nothingSchema, `/api/v1/aliases/${alias.id}/undo`, { method: 'POST' })
    if (!result.ok) return setProblem(result.problem)
    setAsked(false)
    showToast(t('undone'))
    onUndone()
  }
  return (
    <div className={css.alias}>
      <p>{t('madeBy', { ...names, by: alias.by, time: time(alias.madeAt) })}</p>
      {undone && <p>{t('undoneBy', { by: undone.by, time: time(undone.at) })}</p>}
      {!undone && !holds && <Note look="plain">{t('resting')}</Note>}
      {alias.undoable && (
        <Button onPress={() => setAsked(true)} label={t('undoOf', names)}>
          {t('undo')}
        </Button>
      )}
      {asked && (
        <ConfirmSheet
          title={t('undoTitle')}
          confirm={t('undo')}
          onConfirm={undo}
          onCancel={() => setAsked(false)}
        >
          <p>{t('undoText', names)}</p>
          {problem && <Note look="error">{say(problem)}</Note>}
        </ConfirmSheet>
      )}
    </div>
  )
}
