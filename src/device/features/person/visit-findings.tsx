import { useTranslation } from 'react-i18next'
import { becauseWords, findingWords } from '#device/findings/finding-words.ts'
import { LevelSign } from '#device/ui/sign.tsx'
import { type Finding, levels } from '#domain/instruments/instrument.ts'
import { useLive } from '#device/store/use-store.ts'
import { LoadingState } from '#device/ui/states.tsx'
import type { RecordState } from '#protocol/merge.ts'
import { closedIn, readable } from '#device/findings/confidential.ts'
import css from './person.module.css'

type Props = { readonly findings: readonly Finding[]; readonly record: RecordState | undefined }

/** What a visit meant, worst first, each with its sign and what to do; what was not judged, with its reason. */
export function VisitFindings({ findings, record }: Props) {
  const { t, i18n } = useTranslation(['person', 'findings'])
  const words = { t, language: i18n.language }
  const enrolment = useLive((store) => store.enrolment().then((found) => found ?? 'none'))
  if (enrolment === undefined) return <LoadingState rows={1} />
  const shown = readable(findings, closedIn(record, enrolment === 'none' ? undefined : enrolment))
  const sorted = [...shown].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
  if (findings.length === 0) return <p className={css.findings}>{t('visits.noFindings')}</p>
  return (
    <ul className={css.findings}>
      {shown.length < findings.length && <li>{t('visits.confidential')}</li>}
      {sorted.map((finding, i) => {
        const { title, advice } = findingWords(words, finding)
        const assessed = finding.level !== 'notAssessed'
        return (
          <li key={i} className={css.finding}>
            <LevelSign level={finding.level} />
            <span>
              <span className="visually-hidden">{t(`common:level.${finding.level}`)}: </span>
              <strong>{title}.</strong>{' '}
              {!assessed && t('visits.because', { because: becauseWords(words, finding) })}
              {assessed && finding.level !== 'normal' && advice}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
