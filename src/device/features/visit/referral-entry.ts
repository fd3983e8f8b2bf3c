import type { Answers } from '#domain/instruments/instrument.ts'
import type { ProposedReferral, ReferralTarget } from '#domain/instruments/outcome/propose-referral.ts'
import { choicesIn, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import type { FieldValue } from '#protocol/mutation.ts'

/** A referral as a sheet shows it; the fields of the card's outcome hold the same. */
export type ReferralEntry = {
  readonly target?: string | undefined
  readonly reasons: readonly string[]
  readonly note: string
  readonly companion?: string | undefined
  readonly declined?: boolean | undefined
  readonly declinedBecause: string
}

export type ReferralProblem = 'target' | 'reason' | 'because'

/** What the visit says of a referral; nothing where it says nothing. */
export function savedReferral(answers: Answers): ReferralEntry | undefined {
  const target = textIn(answers, 'referralTarget')
  if (target === undefined) return undefined
  return {
    target,
    reasons: choicesIn(answers, 'referralReasons') ?? [],
    note: textIn(answers, 'referralNote') ?? '',
    companion: textIn(answers, 'referralCompanion'),
    declined: yesNoIn(answers, 'referralDeclined'),
    declinedBecause: textIn(answers, 'referralDeclinedBecause') ?? '',
  }
}

/** The proposal as an entry; without one nothing is chosen. */
export const proposedEntry = (proposal: ProposedReferral | undefined): ReferralEntry => ({
  ...(proposal && { target: proposal.target }),
  reasons: proposal?.reasons ?? [],
  note: '',
  declinedBecause: '',
})

export const isReferred = (target: string | undefined): target is ReferralTarget =>
  target !== undefined && target !== 'none'

/** What has to be said before it can be saved. */
export function referralProblem(entry: ReferralEntry): ReferralProblem | undefined {
  if (entry.target === undefined) return 'target'
  if (!isReferred(entry.target)) return undefined
  if (entry.reasons.length === 0 && entry.note.trim() === '') return 'reason'
  return entry.declined && entry.declinedBecause.trim() === '' ? 'because' : undefined
}

/** The fields of the visit that say it; what no longer holds is taken back. */
export function referralFields(entry: ReferralEntry): Readonly<Record<string, FieldValue>> {
  if (!isReferred(entry.target)) return { ...nothing, referralTarget: entry.target ?? null }
  const note = entry.note.trim()
  const reasons = note === '' || entry.reasons.length > 0 ? entry.reasons : ['other']
  const because = entry.declinedBecause.trim()
  return {
    referralTarget: entry.target,
    referralReasons: [...reasons],
    referralNote: note || null,
    referralCompanion: entry.companion ?? null,
    referralDeclined: entry.declined ?? null,
    referralDeclinedBecause: (entry.declined && because) || null,
  }
}

const nothing = {
  referralReasons: null,
  referralNote: null,
  referralCompanion: null,
  referralDeclined: null,
  referralDeclinedBecause: null,
}
