import type { Facts } from '#domain/instruments/instrument.ts'
import { type Settings, wordSetting } from '#domain/settings.ts'

/**
 * What the printed column calls a result, by the label set of the puskesmas: one printing has "kurang dari normal" and
 * colours, the other "kecil", "sangat kecil" and "kurus".
 */
const labels = {
  aboveBelowNormal: {
    microcephaly: 'headBelow',
    normalHead: 'headNormal',
    macrocephaly: 'headAbove',
    muacRed: 'armRed',
    muacYellow: 'armYellow',
    muacGreen: 'armGreen',
  },
  sizes: {
    microcephaly: 'headSmall',
    normalHead: 'headNormal',
    macrocephaly: 'headLarge',
    muacRed: 'armVeryThin',
    muacYellow: 'armThin',
    muacGreen: 'armNormal',
  },
} as const

type Labelled = keyof (typeof labels)['sizes']

/** Below this z-score the second printing says "sangat kecil". */
const verySmallBelow = -3

/** The label for the printed card, as a fact of the finding. */
export function cardLabel(category: string, settings: Settings, z?: number): Facts {
  const set = wordSetting(settings, 'childCardLabels') === 'sizes' ? 'sizes' : 'aboveBelowNormal'
  if (set === 'sizes' && category === 'microcephaly' && z !== undefined && z < verySmallBelow)
    return { cardLabel: 'headVerySmall' }
  const known = Object.keys(labels.sizes).find((one): one is Labelled => one === category)
  return known ? { cardLabel: labels[set][known] } : {}
}
