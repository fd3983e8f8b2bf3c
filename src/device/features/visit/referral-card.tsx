import { type ReactNode, useState } from 'react'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { choiceWord } from '#device/visit-words/show-value.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import type { FieldContext, Instrument } from '#domain/instruments/instrument.ts'
import type { ProposedReferral } from '#domain/instruments/outcome/propose-referral.ts'
import type { PersonView } from '#device/store/store.ts'
import {
  isReferred,
  proposedEntry,
  type ReferralEntry,
  referralFields,
  savedReferral,
} from './referral-entry.ts'
import { ReferralSheet } from './referral-sheet.tsx'
import type { Outcome } from './use-outcome.tsx'
import css from './visit-result.module.css'

export type OutcomeProps = {
  readonly visit: PersonView['visits'][number]
  readonly instrument: Instrument
  readonly context: FieldContext
  readonly outcome: Outcome
}

type ReferralProps = OutcomeProps & { readonly proposal: ProposedReferral | undefined }

/** Whether the visit's card has a place to write it. */
export const asks = ({ fields }: Instrument, id: string): boolean => fields.some((field) => field.id === id)

/** The referral that the findings ask for, taken with one tap; or the one that was written. */
export function ReferralCard(props: ReferralProps) {
  const { instrument, context, outcome, proposal } = props
  const { t } = useWords()
  const saved = savedReferral(context.answers)
  if (!proposal && !saved) return null
  const canWrite = asks(instrument, 'referralTarget')
  const accept = (entry: ReferralEntry) => outcome.save(() => referralFields(entry), context.answers)
  return (
    <Card title={t('counselling:referral.title')}>
      {saved ? (
        <Saved entry={saved}>{isReferred(saved.target) && proposal && <Until proposal={proposal} />}</Saved>
      ) : (
        proposal && <Proposed proposal={proposal} />
      )}
      {outcome.problem}
      {canWrite && (
        <div className={css.actions}>
          {!saved && proposal && <Accept proposal={proposal} onAccept={accept} />}
          <ChangeReferral {...props} look="plain" words={t('counselling:referral.change')} />
        </div>
      )}
    </Card>
  )
}

/** For who is to be referred although no finding asks for it. */
export function ReferAnyway(props: ReferralProps) {
  const { instrument, context, proposal } = props
  const { t } = useWords()
  if (!asks(instrument, 'referralTarget') || savedReferral(context.answers)) return null
  if (proposal) return null
  return <ChangeReferral {...props} look="quiet" words={t('counselling:referral.anyway')} />
}

type ChangeProps = ReferralProps & { readonly look: 'plain' | 'quiet'; readonly words: string }

function ChangeReferral({ visit, context, outcome, proposal, look, words }: ChangeProps) {
  const [isOpen, setOpen] = useState(false)
  const { answers } = context
  return (
    <>
      <Button look={look} onPress={() => setOpen(true)}>
        {words}
      </Button>
      {isOpen && (
        <ReferralSheet
          visitId={visit.visitId}
          entry={savedReferral(answers) ?? proposedEntry(proposal)}
          onClose={() => setOpen(false)}
          problem={outcome.problem}
          onSave={async (entry) => {
            setOpen(false)
            const isWritten = await outcome.save(() => referralFields(entry), answers)
            if (!isWritten) setOpen(true)
            return isWritten
          }}
        />
      )}
    </>
  )
}

function Proposed({ proposal }: { readonly proposal: ProposedReferral }) {
  const words = useWords()
  const { t } = words
  const target = choiceWord(words, 'referralTarget', proposal.target)
  return (
    <>
      <p className={css.lead}>{t('counselling:referral.proposed', { target })}</p>
      <Until proposal={proposal} />
      {proposal.reasons.length > 0 && <Reasons reasons={proposal.reasons} />}
      {proposal.confidential && <p className={css.soft}>{t('counselling:referral.confidential')}</p>}
    </>
  )
}

function Until({ proposal }: { readonly proposal: ProposedReferral }) {
  const { t } = useWords()
  return (
    <p className={css.deadline} style={{ color: `var(--level-${proposal.level}-ink)` }}>
      {t(`counselling:referral.until.${proposal.urgency}`)}
    </p>
  )
}

function Reasons({ reasons }: { readonly reasons: readonly string[] }) {
  const words = useWords()
  return (
    <ul className={css.reasons} aria-label={words.t('counselling:referral.reasons')}>
      {reasons.map((reason) => (
        <li key={reason}>{choiceWord(words, 'referralReasons', reason)}</li>
      ))}
    </ul>
  )
}

type AcceptProps = {
  readonly proposal: ProposedReferral
  readonly onAccept: (entry: ReferralEntry) => Promise<unknown>
}

function Accept({ proposal, onAccept }: AcceptProps) {
  const words = useWords()
  const target = choiceWord(words, 'referralTarget', proposal.target)
  return (
    <Button look="main" onPress={() => onAccept(proposedEntry(proposal))}>
      {words.t('counselling:referral.accept', { target })}
    </Button>
  )
}

/** What was decided. */
function Saved({ entry, children }: { readonly entry: ReferralEntry; readonly children: ReactNode }) {
  const words = useWords()
  const { t } = words
  if (!isReferred(entry.target)) return <p className={css.lead}>{t('counselling:referral.notReferred')}</p>
  const target = choiceWord(words, 'referralTarget', entry.target)
  return (
    <>
      <p className={css.lead}>{t('counselling:referral.referred', { target })}</p>
      {entry.declined ? (
        <p className={css.deadline}>
          {t('counselling:referral.declined')}.{' '}
          {t('counselling:referral.declinedBecause', { because: entry.declinedBecause })}
        </p>
      ) : (
        children
      )}
      <Reasons reasons={entry.reasons} />
      {entry.note !== '' && <p>{entry.note}</p>}
      {entry.companion && (
        <p>
          {t('counselling:referral.accompanied', {
            who: choiceWord(words, 'referralCompanion', entry.companion),
          })}
        </p>
      )}
    </>
  )
}
