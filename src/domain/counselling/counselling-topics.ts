import { type FieldContext, type Finding, levels } from '#domain/instruments/instrument.ts'
import { isMeant, isOutside } from './finding-matcher.ts'
import { stageTopics, topicPageOf } from './topics-by-stage.ts'
import { topicTriggers } from './topics-by-finding.ts'
import { type Topic, topicsOf } from './topics.ts'

export type ProposedTopic = {
  readonly topic: Topic
  /** The findings, by code, that ask for it; empty for what everybody of the stage is told. */
  readonly because: readonly string[]
}

/**
 * What to talk about: first the topics that findings ask for, the worst finding's first, then those of the stage of
 * life. Each topic once.
 */
export function counsellingTopics(
  findings: readonly Finding[],
  context: FieldContext,
): readonly ProposedTopic[] {
  const page = topicPageOf(context)
  const ofPage = new Set(topicsOf(page).map(({ topic }) => topic))
  const outside = findings
    .filter(isOutside)
    .sort((one, other) => levels.indexOf(one.level) - levels.indexOf(other.level))
  const asked = new Map<Topic, string[]>()
  for (const finding of outside)
    for (const topic of topicsFor(finding))
      if (ofPage.has(topic)) asked.set(topic, [...(asked.get(topic) ?? []), finding.code])
  const usual = stageTopics[page].filter(({ topic, when }) => !asked.has(topic) && when(context))
  return [
    ...[...asked].map(([topic, because]) => ({ topic, because })),
    ...usual.map(({ topic }) => ({ topic, because: [] })),
  ]
}

const topicsFor = (finding: Finding): readonly Topic[] =>
  topicTriggers
    .filter(({ from }) => from.some((matcher) => isMeant(matcher, finding)))
    .map(({ topic }) => topic)
