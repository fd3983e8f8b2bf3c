import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ImportPlan,
  importPlanSchema,
  type ImportResult,
  importResultSchema,
} from '#protocol/messages/import.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Note } from '#device/ui/states.tsx'
import { call, type Problem } from '../api/call.ts'
import { Page } from '../frame/page.tsx'
import { useProblemWords } from '../use-problem.ts'
import { OutcomeCounts } from './outcome-counts.tsx'
import { PlanView } from './plan-view.tsx'
import { UploadForm } from './upload-form.tsx'

type State =
  | { readonly step: 'upload'; readonly problem?: Problem }
  | { readonly step: 'plan'; readonly plan: ImportPlan; readonly problem?: Problem }
  | { readonly step: 'done'; readonly plan: ImportPlan; readonly result: ImportResult }

/** A register goes in by three steps: the file, what would be done, what was done. */
export function ImportPage() {
  const { t } = useTranslation('desk-import')
  const [state, setState] = useState<State>({ step: 'upload' })
  const { step } = state
  useEffect(() => {
    // Each step begins at its top.
    if (step !== 'upload') window.scrollTo(0, 0)
  }, [step])

  const apply = async (plan: ImportPlan) => {
    const path = `/api/v1/imports/${encodeURIComponent(plan.id)}`
    const result = await call(importResultSchema, `${path}/apply`, { method: 'POST' })
    if (result.ok) return setState({ step: 'done', plan, result: result.value })
    const { problem } = result
    if (problem.code === 'notFound') return setState({ step: 'upload', problem: { code: 'planGone' } })
    if (problem.code !== 'planChanged') return setState({ step: 'plan', plan, problem })
    const anew = await call(importPlanSchema, path)
    setState(
      anew.ok
        ? { step: 'plan', plan: anew.value, problem }
        : { step: 'upload', problem: { code: 'planGone' } },
    )
  }

  return (
    <Page title={t('title')} subtitle={t('intro')}>
      {state.step === 'upload' && (
        <>
          <Problems problem={state.problem} />
          <UploadForm onPlan={(plan) => setState({ step: 'plan', plan })} />
        </>
      )}
      {state.step === 'plan' && (
        <>
          <Problems problem={state.problem} />
          <PlanView
            key={JSON.stringify(state.plan.counts)}
            plan={state.plan}
            onApply={() => apply(state.plan)}
            onDiscard={() => setState({ step: 'upload' })}
          />
        </>
      )}
      {state.step === 'done' && <Done result={state.result} onAgain={() => setState({ step: 'upload' })} />}
    </Page>
  )
}

function Problems({ problem }: { readonly problem: Problem | undefined }) {
  const say = useProblemWords()
  return problem ? (
    <Note look={problem.code === 'planChanged' ? 'warning' : 'error'}>{say(problem)}</Note>
  ) : null
}

function Done({ result, onAgain }: { readonly result: ImportResult; readonly onAgain: () => void }) {
  const { t } = useTranslation('desk-import')
  return (
    <Card title={t('applied')}>
      <Note look="good">{t('appliedText', result.written)}</Note>
      <OutcomeCounts counts={result.counts} />
      <Button onPress={onAgain}>{t('again')}</Button>
    </Card>
  )
}
