import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import words from '#device/i18n/id/today.json' with { type: 'json' }
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { Change } from '#device/store/store.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { OpenDaySheet } from './open-day-sheet.tsx'

const posyandu = [{ id: '00000000-0000-7000-8000-0000000000b1', name: 'Melati' }]

beforeEach(() => {
  // jsdom opens no modal dialogs; showing them is all that is needed here.
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      this.open = true
    },
    close: () => undefined,
  })
})
afterEach(cleanup)

/** The sheet on a phone that shows 3 June; the days that were opened by it. */
async function sheet(elsewhere?: '2026-05-10') {
  const opened: unknown[] = []
  const save = async (changes: readonly Change[]) =>
    void opened.push(...changes.map(({ set }) => set['heldOn']))
  const props = { posyandu, days: [], today: '2026-06-03', onClose: () => undefined } as const
  renderScreen(<OpenDaySheet {...props} elsewhere={elsewhere} />, { store: fakeStore({ save }) })
  await userEvent.type(screen.getByLabelText(new RegExp(words.opening.place)), 'Balai desa')
  const press = () => userEvent.click(screen.getByRole('button', { name: words.opening.submit }))
  return { opened, press }
}

it('opens today by one tap where the clocks agree', async () => {
  const { opened, press } = await sheet()
  await press()
  expect(opened).toEqual(['2026-06-03'])
})

it.each([
  ['10 Mei 2026 (menurut puskesmas)', '2026-05-10'],
  ['3 Juni 2026 (menurut HP ini)', '2026-06-03'],
])(
  'takes no day for granted where phone and puskesmas differ, but %s when it is chosen (lesson 51)',
  async (label, day) => {
    const { opened, press } = await sheet('2026-05-10')
    await press()
    expect(opened).toEqual([])
    expect(screen.getByText(words.opening.dateMissing)).toBeTruthy()
    await userEvent.click(screen.getByRole('radio', { name: label }))
    await press()
    expect(opened).toEqual([day])
  },
)

it('has what was typed today when it is opened again, and nothing of another day', async () => {
  const store = fakeStore()
  const props = { posyandu, days: [], onClose: () => undefined } as const
  const on = (today: CalendarDay) =>
    renderScreen(<OpenDaySheet {...props} today={today} key={today} />, { store })
  const place = () => screen.getByLabelText<HTMLInputElement>(new RegExp(words.opening.place))
  const first = on('2026-06-03')
  await userEvent.type(place(), 'Balai desa')
  first.unmount()
  const second = on('2026-06-03')
  await waitFor(() => expect(place().value).toBe('Balai desa'))
  second.unmount()
  on('2026-06-04')
  // Every read of the disk has come back.
  await act(async () => undefined)
  expect(place().value).toBe('')
})
