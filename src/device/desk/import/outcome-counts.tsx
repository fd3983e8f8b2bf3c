import { useTranslation } from 'react-i18next'
import { type ImportOutcome, importOutcomes } from '#protocol/messages/import.ts'
import css from './import.module.css'

/** How many rows come to what. */
export function OutcomeCounts({ counts }: { readonly counts: Readonly<Record<ImportOutcome, number>> }) {
  const { t } = useTranslation('desk-import')
  return (
    <dl className={css.counts}>
      {importOutcomes.map((outcome) => (
        <div key={outcome} className={css.count} data-outcome={outcome}>
          <dt>
            <strong>{t(`outcomes.${outcome}`)}</strong>
            <span>{t(`outcomeHints.${outcome}`)}</span>
          </dt>
          <dd>{counts[outcome]}</dd>
        </div>
      ))}
    </dl>
  )
}
