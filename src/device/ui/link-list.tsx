import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import css from './list.module.css'

/**
 * A long list of rows made by `linkRow`, which lead somewhere. Its taps are heard once for all rows, and rows out of
 * sight are not laid out. The rows are the browser's own elements: a cheap phone takes a fraction of the time for them
 * that it takes for components.
 */
export function LinkList({ label, rows }: { readonly label: string; readonly rows: readonly Element[] }) {
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
  useLayoutEffect(() => {
    if (list.current) showRows(list.current, rows)
  }, [rows])
  return <ul ref={list} className={`${css.list} ${css.long}`} aria-label={label} />
}

/** Everything else (another tab, a saved link) is the browser's. */
const isPlainTap = ({ button, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented }: MouseEvent) =>
  button === 0 && !ctrlKey && !metaKey && !altKey && !shiftKey && !defaultPrevented

/** Rows that stay are left where they are, with the focus that they may have. */
function showRows(list: Element, rows: readonly Element[]): void {
  const wanted = new Set(rows)
  for (const row of Array.from(list.children)) if (!wanted.has(row)) row.remove()
  let next = list.firstElementChild
  for (const row of rows) {
    if (row === next) next = next.nextElementSibling
    else list.insertBefore(row, next)
  }
}

export type LinkRowParts = {
  readonly to: string
  readonly title: string
  readonly lines: readonly string[]
  /** A sign before the words. */
  readonly lead?: Element
  /** Under the lines, over the whole width of the words. */
  readonly below?: readonly Element[]
}

/** A row that leads somewhere, for a `LinkList`. Everything in it is set as text, never as markup. */
export function linkRow({ to, title, lines, lead, below = [] }: LinkRowParts): HTMLLIElement {
  const row = element('li', css.row)
  const link = element('a', css.inside)
  link.setAttribute('href', to)
  const words = element('span', css.words)
  words.append(element('span', css.title, title))
  for (const line of lines) if (line !== '') words.append(element('span', css.line, line))
  words.append(...below)
  if (lead) link.append(lead)
  link.append(words)
  row.append(link)
  return row
}

/** An element with a class and a text. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  made.className = className
  if (text !== '') made.textContent = text
  return made
}
