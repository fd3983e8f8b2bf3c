import { formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import { becauseWords, findingWords } from '#device/findings/finding-words.ts'
import { useLocation } from 'wouter'
import type { Delivery, PersonView } from '#device/store/store.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { LevelSign } from '#device/ui/sign.tsx'
import { Note } from '#device/ui/states.tsx'
import {
  type Answers,
  type Deadline,
  deadlines,
  type Finding,
  type Instrument,
  levels,
} from '#domain/instruments/instrument.ts'
import { type ShownLevel, shownLevelOf } from '#domain/instruments/shown-level.ts'
import { FindingCard } from './finding-card.tsx'
import { GoodFinding } from './good-finding.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import css from './visit-result.module.css'

export type ShownVisit = PersonView['visits'][number]

type ResultProps = {
  readonly visit: ShownVisit
  readonly instrument: Instrument
  /** Those of the visit, and what the person's and the pregnancy's records hold. */
  readonly answers: Answers
  /** Ids of the fields without which the visit is not complete. */
  readonly missing: readonly string[]
}

/** What the visit means: one level, then each finding, worst first; what could not be judged stands apart. */
export function VisitResult({ visit, instrument, answers, missing }: ResultProps) {
  const { t } = useWords()
  const judged = worstFirst(visit.findings.filter((finding) => finding.level !== 'notAssessed'))
  const good = judged.filter((finding) => finding.level === 'normal')
  const notJudged = visit.findings.filter((finding) => finding.level === 'notAssessed')
  return (
    <>
      <Overall visit={visit} findings={judged} missing={missing} />
      <DeliveryNote delivery={visit.delivery} />
      {judged.filter(isNotNormal).map((finding, i) => (
        <FindingCard key={i} finding={finding} instrument={instrument} answers={answers} />
      ))}
      {good.length > 0 && (
        <Card title={t('visit:good')}>
          {good.map((finding, i) => (
            <GoodFinding key={i} finding={finding} instrument={instrument} answers={answers} />
          ))}
        </Card>
      )}
      {(notJudged.length > 0 || missing.length > 0) && (
        <Card title={t('visit:notJudged')}>
          {!isMissingFirst(shownLevelOf(visit)) && <Missing ids={missing} />}
          <ul className={css.notJudged}>
            {notJudged.map((finding, i) => (
              <NotJudged key={i} finding={finding} />
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

const isNotNormal = (finding: Finding) => finding.level !== 'normal'

const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))

function soonest(findings: readonly Finding[], level: string): Deadline | undefined {
  return deadlines.find((deadline) =>
    findings.some((finding) => finding.level === level && finding.deadline === deadline),
  )
}

/** Beside something urgent what is missing waits until the end. */
const isMissingFirst = (level: ShownLevel) => level === 'incomplete' || level === 'notAssessed'

type OverallProps = Pick<ResultProps, 'visit' | 'missing'> & { readonly findings: readonly Finding[] }

/** The whole visit in one sign, one colour, one word, and what to do first. */
function Overall({ visit, findings, missing }: OverallProps) {
  const words = useWords()
  const { t } = words
  const shown = shownLevelOf(visit)
  const deadline = soonest(findings, visit.level)
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

function Missing({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useWords()
  if (ids.length === 0) return null
  return <p>{t('visit:missing', { labels: ids.map((id) => t(`fields:${id}.label`)).join(', ') })}</p>
}

function NotJudged({ finding }: { readonly finding: Finding }) {
  const words = useWords()
  const { t } = words
  const title = findingWords(words, finding).title
  const because = becauseWords(words, finding)
  return (
    <li className={css.notJudgedRow}>
      <LevelSign level="notAssessed" size={24} />
      <span>
        <strong>{title}</strong> {t('visit:notJudgedBecause', { because })}
      </span>
    </li>
  )
}

/** Where the record is, from the server's receipt and nothing else. */
export function DeliveryNote({ delivery }: { readonly delivery: Delivery }) {
  const words = useWords()
  const { t } = words
  const [, navigate] = useLocation()
  if (delivery.state === 'received') {
    return (
      <Note look="good" icon="received">
        {t('visit:delivery.received', {
          time: formatMoment(delivery.receivedAt, systemClock.now(), words.language),
          code: delivery.code,
        })}
      </Note>
    )
  }
  if (delivery.state === 'held') {
    return (
      <Note look="warning" icon="held">
        <p>{t('visit:delivery.held', { code: delivery.code })}</p>
        <Button look="quiet" onPress={() => navigate('/queue')}>
          {t('visit:delivery.toQueue')}
        </Button>
      </Note>
    )
  }
  const look = delivery.state === 'pulled' ? ('good' as const) : ('plain' as const)
  return (
    <Note look={look} icon={delivery.state === 'pulled' ? 'pulled' : 'waiting'}>
      {t(`visit:delivery.${delivery.state}`)}
    </Note>
  )
}
