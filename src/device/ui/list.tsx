import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import css from './list.module.css'

/** Rows on one sheet; `label` names it for who listens. */
export function List({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={css.list} aria-label={label}>
      {children}
    </ul>
  )
}

/** A long list of `LinkRow`s: its taps are heard once for all rows, and rows out of sight are not laid out. */
export function LinkList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const list = useRef<HTMLUListElement>(null)
  const [, navigate] = useLocation()
  const follow = useEffectEvent((event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || !isPlainTap(event)) return
    event.preventDefault()
    navigate(link.pathname)
  })
  useEffect(() => {
    const { current } = list
    const hear = (event: MouseEvent) => follow(event)
    current?.addEventListener('click', hear)
    return () => current?.removeEventListener('click', hear)
  }, [])
  return (
    <ul ref={list} className={`${css.list} ${css.long}`} aria-label={label}>
      {children}
    </ul>
  )
}

/** Everything else (another tab, a saved link) is the browser's. */
const isPlainTap = ({ button, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented }: MouseEvent) =>
  button === 0 && !ctrlKey && !metaKey && !altKey && !shiftKey && !defaultPrevented

type LinkRowProps = Pick<RowProps, 'title' | 'lines' | 'lead' | 'children'> & { readonly to: string }

/** A row that leads somewhere, in a `LinkList`. */
export function LinkRow({ to, ...words }: LinkRowProps) {
  return (
    <li className={css.row}>
      <a href={to} className={css.inside}>
        <RowWords {...words} />
      </a>
    </li>
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
}

/** A row that leads somewhere (`to`), does something (`onPress`), or only tells. */
export function Row({ to, onPress, ...words }: RowProps) {
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
    </li>
  )
}

function RowWords({ title, lines, lead, trail, children }: Omit<RowProps, 'to' | 'onPress'>) {
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
