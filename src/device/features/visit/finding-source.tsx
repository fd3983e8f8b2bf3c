import { lazy, Suspense } from 'react'
import { findingWords } from '#device/findings/finding-words.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import type { Facts, Finding, Instrument } from '#domain/instruments/instrument.ts'
import { defaultSettings } from '#domain/settings.ts'
import css from './finding-card.module.css'

const PuskesmasChoices = lazy(async () => {
  const { PuskesmasChoices } = await import('./puskesmas-choices.tsx')
  return { default: PuskesmasChoices }
})

type SourceProps = { readonly finding: Finding; readonly instrument: Instrument }

/** The limit that decided and where it comes from, in small print; what the puskesmas chose, by name. */
export function FindingSource({ finding, instrument }: SourceProps) {
  const words = useWords()
  const { t } = words
  const rule = instrument.rules.find((one) => one.id === finding.rule)
  const { limit } = findingWords(words, finding)
  const source = rule && t('visit:source', { source: rule.source, card: finding.card })
  const chosen = chosenByPuskesmas(finding.settings ?? {})
  return (
    <div className={css.small}>
      <p>{[limit, source].filter(Boolean).join(' ')}</p>
      {isWordingOpen(finding.settings ?? {}) && <p>{t('counselling:result.unconfirmed')}</p>}
      {chosen.length > 0 && (
        <Suspense>
          <PuskesmasChoices names={chosen} />
        </Suspense>
      )}
    </div>
  )
}

/** Findings of questionnaires name the setting by which the puskesmas confirms the wording. */
const isOfWording = (name: string) => name.endsWith('WordingConfirmed')

const isWordingOpen = (settings: Facts): boolean =>
  Object.entries(settings).some(([name, value]) => isOfWording(name) && !isOn(value))

const isOn = (value: string | number) => value === 'on' || value === 'true'

/** Settings that stand otherwise than Teratai proposes. */
const chosenByPuskesmas = (settings: Facts): readonly string[] =>
  Object.entries(settings)
    .filter(([name, value]) => !isOfWording(name) && isChosen(name, value))
    .map(([name]) => name)

function isChosen(name: string, value: string | number): boolean {
  const proposed = defaultSettings[name]
  if (typeof proposed === 'boolean') return isOn(value) !== proposed
  return proposed !== undefined && String(proposed) !== String(value)
}
