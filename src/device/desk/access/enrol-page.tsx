import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Account,
  accountsAnswerSchema,
  type EnrolmentCode,
  enrolmentCodeSchema,
} from '#protocol/messages/access.ts'
import { Button } from '#device/ui/button.tsx'
import { List, Row } from '#device/ui/list.tsx'
import { EmptyState, Note } from '#device/ui/states.tsx'
import { call, type Problem } from '../api/call.ts'
import { askedEvery, useLoaded } from '../api/use-loaded.ts'
import { LoadedView, Page } from '../frame/page.tsx'
import { useProblemWords } from '../use-problem.ts'
import { CodeCard } from './code-card.tsx'

/** Makes one-time codes that enrol a phone for a kader or nakes. */
export function EnrolPage() {
  const { t } = useTranslation('desk')
  const say = useProblemWords()
  const loaded = useLoaded('accounts', () => call(accountsAnswerSchema, '/api/v1/accounts'), askedEvery)
  const [code, setCode] = useState<EnrolmentCode>()
  const [problem, setProblem] = useState<Problem>()
  const make = async (accountId: string) => {
    const result = await call(enrolmentCodeSchema, '/api/v1/enrolment-codes', {
      method: 'POST',
      body: { accountId },
    })
    setProblem(result.ok ? undefined : result.problem)
    if (!result.ok) return
    setCode(result.value)
    window.scrollTo(0, 0)
  }
  return (
    <Page title={t('enrol.title')} subtitle={t('enrol.text')}>
      {code && (
        <CodeCard
          key={code.code}
          code={code}
          onClose={() => setCode(undefined)}
          onAgain={() => make(code.account.id)}
        />
      )}
      {problem && <Note look="error">{say(problem)}</Note>}
      <LoadedView of={loaded}>
        {({ accounts }) => <Holders accounts={accounts.filter(mayHoldPhone)} onMake={make} />}
      </LoadedView>
    </Page>
  )
}

const mayHoldPhone = (account: Account) =>
  account.active && (account.role === 'kader' || account.role === 'nakes')

type HoldersProps = {
  readonly accounts: readonly Account[]
  readonly onMake: (accountId: string) => Promise<void>
}

function Holders({ accounts, onMake }: HoldersProps) {
  const { t } = useTranslation('desk')
  if (accounts.length === 0) return <EmptyState title={t('enrol.none')} text={t('enrol.noneText')} />
  return (
    <List label={t('enrol.who')}>
      {accounts.map((account) => (
        <Row
          key={account.id}
          title={account.displayName}
          lines={[
            `${t(`roles.${account.role}`)} · ${account.posyandu.map(({ name }) => name).join(', ') || t('accounts.noPosyandu')}`,
          ]}
          trail={
            <Button
              onPress={() => onMake(account.id)}
              disabled={account.posyandu.length === 0}
              label={t('enrol.makeFor', { name: account.displayName })}
            >
              {t('enrol.make')}
            </Button>
          }
        />
      ))}
    </List>
  )
}
