import type { ReactNode } from 'react'
import type { CardId } from '#domain/instruments/instrument.ts'
import type { ShownLevel } from '#domain/instruments/shown-level.ts'

export type ShownStage = CardId | 'unknown'

/** Each level has its own outline, so that it is known without its colour: filled outline, then the mark in it. */
const levelShapes: Record<ShownLevel, readonly [outline: ReactNode, mark: ReactNode]> = {
  emergency: [<path key="o" d="M8 2h8l6 6v8l-6 6H8l-6-6V8z" />, <path key="m" d="M12 6.5v7M12 17.3v.2" />],
  refer: [
    <path key="o" d="M2 6h11V2l9.5 10L13 22v-4H2z" />,
    <path key="m" d="M6 12h9M12 8.5l3.5 3.5-3.5 3.5" />,
  ],
  confirm: [
    <path key="o" d="M12 1.5L22.5 12 12 22.5 1.5 12z" />,
    <path key="m" d="M9.6 9.8c0-1.5 1-2.5 2.5-2.5s2.4 1 2.4 2.2c0 1.7-2.4 2-2.4 4M12.1 16.9v.2" />,
  ],
  counsel: [<path key="o" d="M2 3h20v14H12l-6 5v-5H2z" />, <path key="m" d="M7 8h10M7 12h6.5" />],
  normal: [<circle key="o" cx="12" cy="12" r="10.5" />, <path key="m" d="M7 12.5l3.5 3.5L17 8.5" />],
  notAssessed: [<rect key="o" x="2" y="2" width="20" height="20" rx="3" />, <path key="m" d="M7 12h10" />],
  incomplete: [
    <path key="o" d="M12 1.5a10.5 10.5 0 1 0 10.5 10.5H12z" />,
    <path key="m" d="M15.5 2.5a10 10 0 0 1 6 6" />,
  ],
}

const stageShapes: Record<ShownStage, ReactNode> = {
  'ibu-hamil': (
    <>
      <circle cx="10.5" cy="4.5" r="3" />
      <path d="M8.5 9h3.5c.5 1.7 5 2.5 5 6 0 2.3-2 3.3-4.5 3.3V22H8z" />
    </>
  ),
  nifas: (
    <>
      <circle cx="9" cy="4.5" r="3" />
      <path d="M5.5 22V12.5c0-2.5 1.5-4 3.5-4s3.4 1 4 2.6l5 2.2c1.7.8 2 3.3.2 4.2l-5.2 1.3V22z" />
      <circle cx="17.5" cy="10.5" r="2.5" />
    </>
  ),
  balita: (
    <>
      <circle cx="12" cy="11" r="7.5" />
      <path
        d="M12 4c-1-2.8 2.4-3 2-.8"
        fill="none"
        stroke="var(--stage-balita)"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
      <path
        d="M9.3 10v.6M14.7 10v.6M9 13.6c1.8 2 4.2 2 6 0"
        fill="none"
        stroke="#ffffff"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </>
  ),
  remaja: (
    <>
      <path d="M12 3L1.5 8 12 13l10.5-5z" />
      <path d="M6 12v5c3.5 3 8.5 3 12 0v-5l-6 3z" />
    </>
  ),
  dewasa: (
    <>
      <circle cx="12" cy="5" r="3.5" />
      <path d="M6 22v-8c0-2.8 1.8-4.5 4-4.5h4c2.2 0 4 1.7 4 4.5v8h-4v-5h-4v5z" />
    </>
  ),
  lansia: (
    <>
      <circle cx="9" cy="4.5" r="3" />
      <path d="M6 22l1.5-7-1-2.5C6.5 10 8 8.5 10 8.5c1.5 0 2.5.8 3.5 2l2 1.5v2.5l-3.5-1.5V16l1 6h-3l-.8-5-1 5z" />
      <path d="M17.5 12v10" fill="none" stroke="var(--stage-lansia)" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  unknown: (
    <path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1.3 12.5h2.6v2.6h-2.6zm2.6-1.5h-2.5c0-3 2-2.8 2-4.3 0-1.5-2.7-1.5-2.9.4l-2.3-.5C8 4.5 15.5 4.3 15.5 8.6c0 2.3-2.2 2.4-2.2 4.4z" />
  ),
}

/** Stands before the level's word; never alone. */
export function LevelSign({ level, size = 24 }: { readonly level: ShownLevel; readonly size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 24 24" style={{ flex: 'none' }}>
      <LevelShape level={level} />
    </svg>
  )
}

function LevelShape({ level }: { readonly level: ShownLevel }) {
  const [outline, mark] = levelShapes[level]
  return (
    <>
      <g
        fill={`var(--level-${level})`}
        stroke={level === 'confirm' ? 'var(--level-confirm-ink)' : 'none'}
        strokeWidth="1.2"
      >
        {outline}
      </g>
      <g
        fill="none"
        stroke={level === 'incomplete' ? 'var(--level-incomplete)' : `var(--level-${level}-on)`}
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {mark}
      </g>
    </>
  )
}

export function StageSign({ stage, size = 24 }: { readonly stage: ShownStage; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={`var(--stage-${stage})`}
      style={{ flex: 'none' }}
    >
      {stageShapes[stage]}
    </svg>
  )
}

/** Stands once on a screen whose rows are drawn by hand: the shapes that `signOf` shows. */
export function SignShapes() {
  return (
    <svg aria-hidden="true" width={0} height={0} style={{ position: 'absolute' }}>
      {(Object.keys(stageShapes) as ShownStage[]).map((stage) => (
        <symbol key={stage} id={`sign-${stage}`} viewBox="0 0 24 24">
          {stageShapes[stage]}
        </symbol>
      ))}
      {(Object.keys(levelShapes) as ShownLevel[]).map((level) => (
        <symbol key={level} id={`sign-${level}`} viewBox="0 0 24 24">
          <LevelShape level={level} />
        </symbol>
      ))}
    </svg>
  )
}

const svg = 'http://www.w3.org/2000/svg'

/** A sign for a row that is drawn by hand; its shapes stand in `SignShapes`. */
export function signOf(name: ShownStage | ShownLevel, size: number): SVGSVGElement {
  const sign = document.createElementNS(svg, 'svg')
  sign.setAttribute('aria-hidden', 'true')
  sign.setAttribute('width', String(size))
  sign.setAttribute('height', String(size))
  if (name in stageShapes) sign.setAttribute('fill', `var(--stage-${name})`)
  sign.style.flex = 'none'
  const use = document.createElementNS(svg, 'use')
  use.setAttribute('href', `#sign-${name}`)
  sign.append(use)
  return sign
}
