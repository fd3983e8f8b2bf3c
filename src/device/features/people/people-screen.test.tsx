import { cleanup, screen } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { PeopleScreen } from './people-screen.tsx'

const userEvent = events.setup({ delay: null })
afterEach(cleanup)

const box = () => screen.getByRole<HTMLInputElement>('textbox')

it('SL8 keeps what was searched for as long as its session lasts, and shows it to nobody else', async () => {
  const [hers, another] = [fakeStore(), fakeStore()]
  renderScreen(<PeopleScreen />, { store: hers })
  await userEvent.type(box(), '9999990101010707')
  cleanup()
  renderScreen(<PeopleScreen />, { store: hers })
  expect(box().value).toBe('9999990101010707')
  cleanup()
  renderScreen(<PeopleScreen />, { store: another })
  expect(box().value).toBe('')
})
