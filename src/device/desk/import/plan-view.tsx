import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ImportOutcome, importOutcomes, type ImportPlan } from '#protocol/messages/import.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Chips } from '#device/ui/chips.tsx'
import { Note } from '#device/ui/states.tsx'
import { csvText } from './csv-text.ts'
import css from './import.module.css'
import { OutcomeCounts } from './outcome-counts.tsx'
import { remarksWords, reportRows, type Say } from './report-rows.ts'
import { saveText } from '#device/platform/files.ts'

type PlanViewProps = {
  readonly plan: ImportPlan
  readonly onApply: () => Promise<void>
  readonly onDiscard: () => void
}

/** What importing would do; nothing has been written yet. */
export function PlanView({ plan, onApply, onDiscard }: PlanViewProps) {
  const { t } = useTranslation('desk-import')
  const say: Say = (key, values) => t(key, { ...values })
  const nothing = plan.counts.create + plan.counts.completes + plan.counts.differs === 0
  return (
    <>
      <Card title={t('planOf', { file: plan.fileName, posyandu: plan.posyandu.name })}>
        <p>
          {plan.sheet
            ? t('planWhere', { sheet: plan.sheet, row: plan.headerRow })
            : t('planWhereCsv', { row: plan.headerRow })}
        </p>
        {plan.notices.map((notice) => (
          <Note key={notice} look="warning">
            {t(`notices.${notice}`)}
          </Note>
        ))}
        <OutcomeCounts counts={plan.counts} />
        {plan.keptColumns.length > 0 && (
          <p>
            {t('keptColumns', { columns: plan.keptColumns.join(', ') })} {t('keptNote')}
          </p>
        )}
        <div className={css.actions}>
          <Button look="main" onPress={onApply} disabled={nothing}>
            {nothing ? t('applyNothing') : t('apply')}
          </Button>
          <Button
            icon="pulled"
            onPress={() =>
              saveText(`${plan.fileName}-laporan.csv`, csvText(reportRows(say, plan)), 'text/csv')
            }
          >
            {t('report')}
          </Button>
          <Button look="quiet" onPress={onDiscard}>
            {t('discard')}
          </Button>
        </div>
      </Card>
      <Rows plan={plan} say={say} />
    </>
  )
}

/** So many rows are drawn at once; the report has all. */
const mostShown = 500

function Rows({ plan, say }: { readonly plan: ImportPlan; readonly say: Say }) {
  const { t } = useTranslation('desk-import')
  const [only, setOnly] = useState<ImportOutcome | ''>('')
  if (plan.rows.length === 0) return <Note look="good">{t('rowsNone')}</Note>
  const chosen = plan.rows.filter((row) => only === '' || row.outcome === only)
  const present = importOutcomes.filter((outcome) => plan.rows.some((row) => row.outcome === outcome))
  return (
    <Card title={t('rowsTitle')}>
      <Chips
        label={t('rowsFilter')}
        chosen={only}
        onChoose={setOnly}
        chips={[
          { key: '', text: t('rowsAll') },
          ...present.map((outcome) => ({ key: outcome, text: t(`outcomes.${outcome}`) })),
        ]}
      />
      <output>{t('rowsShown', { shown: Math.min(chosen.length, mostShown), all: chosen.length })}</output>
      <table className={css.rows}>
        <thead>
          <tr>
            <th scope="col">{t('row')}</th>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('why')}</th>
          </tr>
        </thead>
        <tbody>
          {chosen.slice(0, mostShown).map((row) => (
            <tr key={row.row}>
              <th scope="row">{row.row}</th>
              <td>{t(`outcomes.${row.outcome}`)}</td>
              <td>{remarksWords(say, row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
