import { type Finding, type Level, levels } from '#domain/instruments/instrument.ts'
import { findingWords } from '#device/findings/finding-words.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { LevelSign } from '#device/ui/sign.tsx'
import css from './visits.module.css'

/** Levels of which the words are enough: they ask for nothing. */
const calmLevels: readonly Level[] = ['normal', 'notAssessed']

/** What a visit means, worst first: each by sign, word and colour, with what is to be done; the calm ones together. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useWords()
  if (findings.length === 0) return <p className={css.soft}>{t('desk:noFindings')}</p>
  const telling = findings.filter((finding) => !calmLevels.includes(finding.level))
  const sorted = [...telling].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
  return (
    <ul className={css.findings}>
      {sorted.map((finding, i) => (
        <TellingFinding key={i} finding={finding} />
      ))}
      {calmLevels.map((level) => (
        <CalmFindings key={level} level={level} findings={findings.filter((one) => one.level === level)} />
      ))}
    </ul>
  )
}

function TellingFinding({ finding }: { readonly finding: Finding }) {
  const words = useWords()
  const { t } = words
  const { level, deadline } = finding
  const says = findingWords(words, finding)
  return (
    <li className={css.finding}>
      <LevelSign level={level} size={26} />
      <div>
        <p>
          <LevelWord level={level} /> <strong>{says.title || finding.code}</strong>
        </p>
        {deadline && (
          <p className={css.deadline}>
            {t([`visit:deadlines.${level}.${deadline}`, `visit:deadlines.confirm.${deadline}`])}
          </p>
        )}
        <p className={css.soft}>{says.advice}</p>
      </div>
    </li>
  )
}

function CalmFindings({ level, findings }: { readonly level: Level; readonly findings: readonly Finding[] }) {
  const words = useWords()
  if (findings.length === 0) return null
  const titles = findings.map((finding) => findingWords(words, finding).title || finding.code)
  return (
    <li className={css.finding}>
      <LevelSign level={level} size={26} />
      <p>
        <LevelWord level={level} /> {titles.join(' · ')}
      </p>
    </li>
  )
}

function LevelWord({ level }: { readonly level: Level }) {
  const { t } = useWords()
  return <strong style={{ color: `var(--level-${level}-ink)` }}>{t(`common:level.${level}`)}:</strong>
}
