import { findingWords } from '#device/findings/finding-words.ts'
import type { Finding } from '#domain/instruments/instrument.ts'
import { formatNumber } from '#device/ui/inputs/typed-number.ts'
import css from './growth-picture.module.css'
import { growthScales, type GrowthScale, type Zone } from './growth-scales.ts'
import { useWords } from '#device/visit-words/use-words.ts'

const width = 300
const [from, to] = [-5, 5]
const band = { top: 26, height: 26 }

const x = (z: number) => ((Math.min(to, Math.max(from, z)) - from) / (to - from)) * width

/** Whether a finding says where a child stands on a scale of growth. */
export const isPictured = (finding: Finding): boolean =>
  finding.rule in growthScales && typeof finding.facts['z'] === 'number'

/** Where the child stands: bands by colour and sign, from far too low to far too high, and the child's point. */
export function GrowthPicture({ finding }: { readonly finding: Finding }) {
  const words = useWords()
  const scale = growthScales[finding.rule]
  const z = finding.facts['z']
  if (!scale || typeof z !== 'number') return null
  const label = words.t('visit:growth.picture', {
    label: words.t(`visit:growth.scales.${scale.name}`),
    zone: findingWords(words, finding).title,
    z: formatNumber(z, words.language),
  })
  return (
    <svg className={css.picture} viewBox={`0 0 ${width} 82`} role="img" aria-label={label}>
      {zonesOf(scale).map(({ low, high, zone }) => (
        <ZoneBand key={low} low={low} high={high} zone={zone} />
      ))}
      {scale.limits.map(({ z: limit }) => (
        <text key={limit} x={x(limit)} y={72} className={css.tick}>
          {limit > 0 ? `+${limit}` : `−${Math.abs(limit)}`}
        </text>
      ))}
      <g transform={`translate(${Math.min(width - 10, Math.max(10, x(z)))} 0)`}>
        <path d="M-9 4h18l-9 18z" className={css.pointer} />
        <circle cy={band.top + band.height / 2} r={8} className={css.point} />
      </g>
    </svg>
  )
}

type Stretch = { readonly low: number; readonly high: number; readonly zone: Zone }

function zonesOf(scale: GrowthScale): readonly Stretch[] {
  const starts = [{ z: from, above: scale.lowest }, ...scale.limits]
  return starts.map(({ z, above }, i) => ({ low: z, high: starts[i + 1]?.z ?? to, zone: above }))
}

function ZoneBand({ low, high, zone }: Stretch) {
  const middle = (x(low) + x(high)) / 2
  return (
    <>
      <rect x={x(low)} y={band.top} width={x(high) - x(low)} height={band.height} className={css[zone]} />
      <text x={middle} y={band.top + 19} className={zone === 'watch' ? css.darkMark : css.lightMark}>
        {marks[zone]}
      </text>
    </>
  )
}

/** Signs, so that the bands are told apart without colours. */
const marks: Record<Zone, string> = { good: '✓', watch: '?', far: '!' }
