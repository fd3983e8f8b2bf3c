// @vitest-environment node
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const colours = new Map(
  [...css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gi)].map(([, name, value]) => [name, value] as const),
)

const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)

/** Relative luminance, WCAG 2.2. */
function luminance(name: string): number {
  const hex = colours.get(name)
  if (!hex) throw new Error(`no colour --${name}`)
  const [r, g, b] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as [
    number,
    number,
    number,
  ]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const levels = ['emergency', 'refer', 'confirm', 'counsel', 'normal', 'notAssessed', 'incomplete']
const stages = ['ibu-hamil', 'balita', 'remaja', 'dewasa', 'lansia', 'unknown']

const text: [string, string][] = [
  ...['ground', 'surface', 'surface-sunk', 'primary-soft'].flatMap((ground): [string, string][] => [
    ['ink', ground],
    ['ink-soft', ground],
    ['primary', ground],
  ]),
  ['petal', 'surface'],
  ['petal', 'petal-soft'],
  ['on-primary', 'primary'],
  ['on-primary', 'primary-deep'],
  ['accent-ink', 'accent'],
  ...levels.flatMap((level): [string, string][] => [
    [`level-${level}-ink`, `level-${level}-soft`],
    [`level-${level}-ink`, 'surface'],
    [`level-${level}-on`, `level-${level}`],
  ]),
  ...stages.map((stage): [string, string] => [`stage-${stage}`, `stage-${stage}-soft`]),
]

const signs: [string, string][] = [
  ...stages.map((stage): [string, string] => [`stage-${stage}`, 'surface']),
  ['line-strong', 'ground'],
  ['line-strong', 'surface-sunk'],
  ['focus', 'ground'],
  ['accent', 'primary'],
]

describe('contrast', () => {
  it.each(text)('text --%s on --%s is at least 7:1', (ink, ground) => {
    expect(contrast(ink, ground)).toBeGreaterThanOrEqual(7)
  })

  it.each(signs)('the sign --%s on --%s is at least 3:1', (ink, ground) => {
    expect(contrast(ink, ground)).toBeGreaterThanOrEqual(3)
  })

  it('measures black on white as 21:1', () => {
    colours.set('black', '#000000')
    colours.set('white', '#ffffff')
    expect(contrast('black', 'white')).toBeCloseTo(21, 5)
  })
})
