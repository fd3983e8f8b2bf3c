import { LevelSign } from '#device/ui/sign.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import { type Deadline, deadlines, type Finding } from '#domain/instruments/instrument.ts'
import { type ShownLevel, shownLevelOf } from '#domain/instruments/shown-level.ts'
import type { PersonView } from '#device/store/store.ts'
import css from './visit-result.module.css'

type OverallProps = {
  readonly visit: PersonView['visits'][number]
  /** Ids of the fields without which the visit is not complete. */
  readonly missing: readonly string[]
}

/** The whole visit in one sign, one colour, one word, and what to do first. */
export function Overall({ visit, missing }: OverallProps) {
  const { t } = useWords()
  const shown = shownLevelOf(visit)
  const deadline = soonest(visit.findings, visit.level)
  const isForNextMonth = shown === 'confirm' && deadline === 'month'
  return (
    <section
      className={css.overall}
      style={{ background: `var(--level-${shown}-soft)`, color: `var(--level-${shown}-ink)` }}
      aria-label={t('visit:overallLabel')}
    >
      <LevelSign level={shown} size={64} />
      <div className={css.overallWords}>
        <p className={css.level}>{t(`level.${shown}`, { ns: 'common' })}</p>
        {deadline && (
          <p className={css.deadline}>
            {t([`visit:deadlines.${visit.level}.${deadline}`, `visit:deadlines.confirm.${deadline}`])}
          </p>
        )}
        <p>{t(`visit:overall.${isForNextMonth ? 'confirmLater' : shown}`)}</p>
        {isMissingFirst(shown) && <Missing ids={missing} />}
      </div>
    </section>
  )
}

function soonest(findings: readonly Finding[], level: string): Deadline | undefined {
  return deadlines.find((deadline) =>
    findings.some((finding) => finding.level === level && finding.deadline === deadline),
  )
}

/** Beside something urgent what is missing waits until the end. */
const isMissingFirst = (level: ShownLevel): boolean => level === 'incomplete' || level === 'notAssessed'

/** So many are named beside the level; of more, how many. */
const namedAtFirst = 5

/** The items that still have no answer. */
function Missing({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useWords()
  if (ids.length === 0) return null
  const labels = ids
    .slice(0, namedAtFirst)
    .map((id) => t(`fields:${id}.label`))
    .join(', ')
  const more = ids.length - namedAtFirst
  return (
    <p>
      {more > 0
        ? t('counselling:result.missingMore', { labels, count: more })
        : t('visit:missing', { labels })}
    </p>
  )
}
