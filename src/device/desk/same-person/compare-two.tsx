import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { madeAliasSchema } from '#protocol/messages/aliases.ts'
import type { PersonAnswer } from '#protocol/messages/desk.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { Note } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { call, type Problem } from '../api/call.ts'
import { useProblemWords } from '../use-problem.ts'
import { SideBySide } from './side-by-side.tsx'

type CompareProps = {
  readonly one: PersonAnswer
  readonly other: PersonAnswer
  /** Gets who stays. */
  readonly onJoined: (personId: string) => void
}

/** Both records side by side; a nakes says which is used, and joins them. */
export function CompareTwo({ one, other, onJoined }: CompareProps) {
  const { t } = useTranslation('desk-same')
  const say = useProblemWords()
  const [stays, setStays] = useState<string>()
  const [isMissing, setMissing] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const both = [one, other]
  const join = async () => {
    const into = both.find(({ person }) => person.id === stays)
    const goes = both.find((answer) => answer !== into)
    if (!into || !goes) return setMissing(true)
    const body = { personId: goes.person.id, into: into.person.id }
    const result = await call(madeAliasSchema, '/api/v1/aliases', { method: 'POST', body })
    if (!result.ok) return setProblem(result.problem)
    showToast(t('joined'))
    onJoined(result.value.personId)
  }
  return (
    <Card title={t('compare')}>
      <SideBySide both={both} />
      <ChoiceField
        name="stays"
        label={t('stays')}
        hint={t('staysHint')}
        options={both.map(({ person }, i) => ({
          value: person.id,
          label: t('staysOf', {
            number: i + 1,
            name: typeof person.fields.name === 'string' ? person.fields.name : t('unknown'),
          }),
        }))}
        value={stays}
        onValue={setStays}
        clearing="none"
        error={isMissing && !stays ? t('staysMissing') : undefined}
      />
      <p>{t('what')}</p>
      {problem && <Note look="error">{say(problem)}</Note>}
      <Button look="main" width="wide" onPress={join}>
        {t('join')}
      </Button>
    </Card>
  )
}
