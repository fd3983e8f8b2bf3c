import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LinkList, LinkRow } from './list.tsx'

beforeEach(() => window.history.replaceState(null, '', '/people'))
afterEach(cleanup)

const show = () =>
  render(
    <LinkList label="Warga">
      <LinkRow to="/person/a" title="Melati" lines={['3 tahun']} />
      <LinkRow to="/person/b" title="Mawar" />
    </LinkList>,
  )

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
