import { isMeant } from '#domain/counselling/finding-matcher.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import {
  type Deadline,
  deadlines,
  type FieldContext,
  type Finding,
  type Level,
} from '#domain/instruments/instrument.ts'
import { wordSetting } from '#domain/settings.ts'
import { type ReasonDefinition, reasonDefinitions, type ReferralReason } from './referral-reasons.ts'

/** From the nearest to the farthest. */
export const referralTargets = ['pustu', 'puskesmas', 'hospital'] as const
export type ReferralTarget = (typeof referralTargets)[number]

export type ProposedReferral = {
  readonly target: ReferralTarget
  readonly level: Extract<Level, 'emergency' | 'refer'>
  /** The soonest that any of its reasons asks for. */
  readonly urgency: Deadline
  /** Each once, the most urgent finding's first. */
  readonly reasons: readonly ReferralReason[]
  /** Whether a reason is for nakes only. */
  readonly confidential: boolean
}

/** What a home visit reminds the kader of is no reason to refer the person. */
const reminders = new Set(['reportToNakesDue', 'reportToNakesLate'])

/** Below two completed months a referral is for the same day (Buku KIA 2023). */
const sameDayBelowMonths = 2

/**
 * The referral that the findings ask for: where to, until when, and why. Nothing where none of them refers. A kader or
 * nakes may change it; what was proposed is not stored.
 */
export function proposeReferral(
  findings: readonly Finding[],
  context: FieldContext,
): ProposedReferral | undefined {
  const referred = findings.filter(
    ({ level, code }) => (level === 'emergency' || level === 'refer') && !reminders.has(code),
  )
  if (referred.length === 0) return undefined
  const judged = referred.map((finding) => judge(finding, context)).sort(bySoonest)
  const reasons = judged.map(({ definition }) => definition)
  const isEmergency = referred.some(({ level }) => level === 'emergency')
  return {
    target: farthest(judged.map(({ target }) => target)),
    level: isEmergency ? 'emergency' : 'refer',
    urgency: judged[0]?.urgency ?? '3days',
    reasons: [...new Set(reasons.map(({ reason }) => reason))],
    confidential: reasons.some(({ confidential }) => confidential === true),
  }
}

type Judged = {
  readonly definition: Reason
  readonly target: ReferralTarget
  readonly urgency: Deadline
}

function judge(finding: Finding, context: FieldContext): Judged {
  const definition = reasonOf(finding)
  return {
    definition,
    target: targetOf(definition, finding, context),
    urgency: urgencyOf(definition, finding, context),
  }
}

const bySoonest = (one: Judged, other: Judged) =>
  deadlines.indexOf(one.urgency) - deadlines.indexOf(other.urgency)

type Reason = ReasonDefinition & { readonly reason: ReferralReason }
const definitions: readonly Reason[] = reasonDefinitions
const other: Reason = { reason: 'other', cardId: 'lainnya', from: [], target: 'nearest', within: '3days' }

/** The reason under which a finding is referred: the first that means it. */
const reasonOf = (finding: Finding): Reason =>
  definitions.find(({ from }) => from.some((matcher) => isMeant(matcher, finding))) ?? other

function urgencyOf(
  { within }: ReasonDefinition,
  { level, deadline }: Finding,
  context: FieldContext,
): Deadline {
  if (level === 'emergency') return 'now'
  const asked = deadline ?? within
  return isYoungInfant(context) && deadlines.indexOf(asked) > deadlines.indexOf('today') ? 'today' : asked
}

const isYoungInfant = (context: FieldContext): boolean =>
  (ageIn(context)?.months ?? sameDayBelowMonths) < sameDayBelowMonths

/** Findings of which the guideline says that they go to hospital: severe malnutrition with a complication. */
const toHospital = new Set(['R-AN-RUJUK', 'R-AN-LILA', 'R-DR1'])

function targetOf({ target }: ReasonDefinition, finding: Finding, context: FieldContext): ReferralTarget {
  if (target === 'hospital') return 'hospital'
  if (finding.level === 'emergency') {
    if (toHospital.has(finding.card) || isYoungInfant(context)) return 'hospital'
    return asTarget(wordSetting(context.settings, 'emergencyReferralTarget'))
  }
  if (target === 'puskesmas' || isYoungInfant(context)) return 'puskesmas'
  return asTarget(wordSetting(context.settings, 'nearestReferralTarget'))
}

const asTarget = (word: string): ReferralTarget =>
  referralTargets.find((target) => target === word) ?? 'puskesmas'

const farthest = (targets: readonly ReferralTarget[]): ReferralTarget =>
  referralTargets.reduce((far, target) => (targets.includes(target) ? target : far))
