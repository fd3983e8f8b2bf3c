import '#device/counselling/counselling-words.ts'
import { formatDay } from '#device/i18n/format.ts'
import { useToday } from '#device/platform/today.ts'
import type { PersonView } from '#device/store/store.ts'
import { Button } from '#device/ui/button.tsx'
import { Note } from '#device/ui/states.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import type { FieldContext, Finding, Instrument } from '#domain/instruments/instrument.ts'
import { levels } from '#domain/instruments/instrument.ts'
import type { ProposedReferral } from '#domain/instruments/outcome/propose-referral.ts'
import { DeliveryNote } from './delivery-note.tsx'
import { FindingCard, FoldedFinding } from './finding-card.tsx'
import { FoldCard } from './fold-card.tsx'
import { GoodFinding } from './good-finding.tsx'
import { NextVisitCard } from './next-visit-card.tsx'
import { NotJudged } from './not-judged.tsx'
import { Overall } from './overall.tsx'
import { ReferAnyway, ReferralCard } from './referral-card.tsx'
import { useOutcome } from './use-outcome.tsx'
import { VisitCounselling } from './visit-counselling.tsx'
import css from './visit-result.module.css'

export type ResultProps = {
  readonly visit: PersonView['visits'][number]
  readonly instrument: Instrument
  /** The visit's answers with those that the person's and the pregnancy's records hold. */
  readonly context: FieldContext
  /** Ids of the fields without which the visit is not complete. */
  readonly missing: readonly string[]
  /** The referral that the findings ask for, with the reasons that may be read here. */
  readonly proposal: ProposedReferral | undefined
  /** True where something was found that only nakes and the phone that asked may read. */
  readonly hasClosed: boolean
  /** Leads to the form. */
  readonly onAmend: () => void
}

/** This many of the worst stand open; a wall of text would hide them. */
const openAtFirst = 4

/**
 * What the visit means and what follows: one level, the referral, each finding worst first, what to talk about, when to
 * come again. What is well and what could not be judged is folded away.
 */
export function VisitResult({
  visit,
  instrument,
  context,
  missing,
  proposal,
  hasClosed,
  onAmend,
}: ResultProps) {
  const { t, language } = useWords()
  const today = useToday()
  const { answers } = context
  const outcome = useOutcome(visit.visitId)
  const sorted = worstFirst(visit.findings)
  const outside = sorted.filter(({ level }) => level !== 'normal' && level !== 'notAssessed')
  const good = sorted.filter(({ level }) => level === 'normal')
  const notJudged = sorted.filter(({ level }) => level === 'notAssessed')
  const shared = { instrument, answers }
  const following = { visit, instrument, context, outcome }
  return (
    <>
      {visit.visitedOn < today && (
        <Note look="info">{t('visit:pastResult', { date: formatDay(visit.visitedOn, language) })}</Note>
      )}
      <Overall visit={visit} missing={missing} />
      <DeliveryNote delivery={visit.delivery} />
      {hasClosed && (
        <Note look="plain" icon="lock">
          {t('visit:closedFindings')}
        </Note>
      )}
      <ReferralCard {...following} proposal={proposal} />
      {outside.map((finding, i) =>
        isOpen(finding, i) ? (
          <FindingCard key={i} finding={finding} {...shared} />
        ) : (
          <FoldedFinding key={i} finding={finding} {...shared} />
        ),
      )}
      <VisitCounselling {...following} />
      <NextVisitCard {...following} hasClosed={hasClosed} />
      {good.length > 0 && (
        <FoldCard title={t('counselling:result.goodCount', { count: good.length })}>
          {good.map((finding, i) => (
            <GoodFinding key={i} finding={finding} {...shared} />
          ))}
        </FoldCard>
      )}
      {notJudged.length > 0 && (
        <FoldCard title={t('counselling:result.notJudgedCount', { count: notJudged.length })}>
          <NotJudged findings={notJudged} />
        </FoldCard>
      )}
      {missing.length > 0 && (
        <FoldCard title={t('counselling:result.missingCount', { count: missing.length })}>
          <ul className={css.reasons}>
            {missing.map((id) => (
              <li key={id}>{t(`fields:${id}.label`)}</li>
            ))}
          </ul>
        </FoldCard>
      )}
      <Button icon="edit" width="wide" onPress={onAmend}>
        {t('visit:amend')}
      </Button>
      <ReferAnyway {...following} proposal={proposal} />
      {outcome.sheet}
    </>
  )
}

const isOpen = ({ level }: Finding, at: number): boolean => at < openAtFirst && level !== 'counsel'

const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
