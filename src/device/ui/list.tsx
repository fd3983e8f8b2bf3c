import type { ReactNode } from 'react'
import { Link } from 'wouter'
import css from './list.module.css'

/** Rows on one sheet; `label` names it for who listens. */
export function List({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={css.list} aria-label={label}>
      {children}
    </ul>
  )
}

type RowProps = {
  readonly title: ReactNode
  readonly lines?: readonly ReactNode[]
  /** A sign before the words. */
  readonly lead?: ReactNode
  /** A badge or arrow after them. */
  readonly trail?: ReactNode
  /** Under the lines, over the whole width of the words. */
  readonly children?: ReactNode
  readonly to?: string
  readonly onPress?: () => void
  /** Buttons below, beside what the row itself does. */
  readonly actions?: ReactNode
}

/** A row that leads somewhere (`to`), does something (`onPress`), or only tells. */
export function Row({ to, onPress, actions, ...words }: RowProps) {
  const inside = <RowWords {...words} />
  return (
    <li className={css.row}>
      {to !== undefined ? (
        <Link to={to} className={css.inside}>
          {inside}
        </Link>
      ) : onPress ? (
        <button type="button" className={css.inside} onClick={onPress}>
          {inside}
        </button>
      ) : (
        <div className={css.inside}>{inside}</div>
      )}
      {actions && <div className={css.actions}>{actions}</div>}
    </li>
  )
}

function RowWords({ title, lines, lead, trail, children }: Omit<RowProps, 'to' | 'onPress' | 'actions'>) {
  return (
    <>
      {lead}
      <span className={css.words}>
        <span className={css.title}>{title}</span>
        {lines?.filter(Boolean).map((line, i) => (
          <span key={i} className={css.line}>
            {line}
          </span>
        ))}
        {children}
      </span>
      {trail}
    </>
  )
}

/** Names with their values, one pair a line. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={css.facts}>
      {facts.map(([name, value]) => (
        <FactPair key={name} name={name} value={value} />
      ))}
    </dl>
  )
}

function FactPair({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
