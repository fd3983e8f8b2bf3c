import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LinkList, linkRow } from './link-list.tsx'

beforeEach(() => window.history.replaceState(null, '', '/people'))
afterEach(cleanup)

const melati = linkRow({ to: '/person/a', title: 'Melati', lines: ['3 tahun', ''] })
const mawar = linkRow({ to: '/person/b', title: 'Mawar', lines: [] })

const show = (rows = [melati, mawar]) => render(<LinkList label="Warga" rows={rows} />)

it('follows a tap on any word of a row without leaving the page', () => {
  show()
  // False: the browser was told not to go there by itself.
  expect(fireEvent.click(screen.getByText('3 tahun'))).toBe(false)
  expect(window.location.pathname).toBe('/person/a')
})

it.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }, { button: 1 }])(
  'leaves everything else to the browser: %j',
  (how) => {
    show()
    let prevented: boolean | undefined
    // jsdom does not navigate: what would go there is stopped after it was heard.
    const stop = (event: Event) => {
      prevented = event.defaultPrevented
      event.preventDefault()
    }
    document.addEventListener('click', stop)
    fireEvent.click(screen.getByRole('link', { name: 'Mawar' }), how)
    document.removeEventListener('click', stop)
    expect(prevented).toBe(false)
    expect(window.location.pathname).toBe('/people')
  },
)

it('puts the rows in their order, and leaves the focus on one that stays', () => {
  const anggrek = linkRow({ to: '/person/c', title: 'Anggrek', lines: [] })
  const { rerender } = show()
  const names = () => screen.getAllByRole('link').map((link) => link.textContent)
  expect(names()).toEqual(['Melati3 tahun', 'Mawar'])
  screen.getByRole('link', { name: 'Mawar' }).focus()
  rerender(<LinkList label="Warga" rows={[anggrek, mawar]} />)
  expect(names()).toEqual(['Anggrek', 'Mawar'])
  expect(document.activeElement?.textContent).toBe('Mawar')
  rerender(<LinkList label="Warga" rows={[mawar, melati, anggrek]} />)
  expect(names()).toEqual(['Mawar', 'Melati3 tahun', 'Anggrek'])
  rerender(<LinkList label="Warga" rows={[]} />)
  expect(screen.queryAllByRole('link')).toEqual([])
})

it('takes no word for markup', () => {
  const name = '<img src=x onerror=alert(1)>'
  const row = linkRow({ to: '/person/d', title: name, lines: [name] })
  expect(row.querySelector('img')).toBeNull()
  expect(row.textContent).toBe(name + name)
})
