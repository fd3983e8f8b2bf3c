import { cleanup, screen } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import words from '#device/i18n/id/today.json' with { type: 'json' }
import { calendarDayAt } from '#device/platform/today.ts'
import type { Balance } from '#device/store/store.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { enrolment, fakeStore } from '#tests/fakes/store.ts'
import { DayCard } from './day-card.tsx'

const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })

const saved: string[] = []
beforeEach(() => {
  saved.length = 0
  URL.createObjectURL = () => 'blob:1'
  URL.revokeObjectURL = () => undefined
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function () {
    this.open = false
  }
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const surat = { id: '01890000-0000-7000-8000-0000000a3f9a', fileName: 'surat-jalan.txt', text: 'x', rows: 3 }

/** A posyandu day that is open now, on a phone with these figures; `tap` presses what closes it. */
async function openDayWith(balance: Balance) {
  const now = Date.now()
  const today = calendarDayAt(now)
  const day = { posyanduId: 'posyandu-1', heldOn: today, openedAt: now, place: 'Balai desa' }
  const store = fakeStore({ balance: async () => balance, posyanduDays: async () => [{ id: 'day', day }] })
  const write = vi.fn(async () => ({ ok: true as const, surat }))
  renderScreen(<DayCard enrolment={enrolment} directory={[]} today={today} />, { store, surat: { write } })
  await userEvent.click(await screen.findByRole('button', { name: words.day.close }))
  const close = async () => {
    const [, inSheet] = await screen.findAllByRole('button', { name: words.day.close })
    if (inSheet) await userEvent.click(inSheet)
    await vi.waitFor(() => expect(store.saves).toHaveLength(1))
  }
  return { store, write, close }
}

it('SJ20 keeps what the puskesmas does not have as a file when the day is closed, without being asked (lesson 9)', async () => {
  const { write, close } = await openDayWith({ saved: 5, received: 2, waiting: 2, held: 1 })
  await close()
  expect(await screen.findByText(new RegExp(`${surat.fileName}$`))).toBeTruthy()
  expect(write).toHaveBeenCalledTimes(1)
  expect(saved).toEqual([surat.fileName])
})

it('SJ20 keeps no file when the kader does not want one', async () => {
  const { write, close } = await openDayWith({ saved: 5, received: 2, waiting: 3, held: 0 })
  await userEvent.click(await screen.findByLabelText(words.day.keepSurat))
  await close()
  expect(write).not.toHaveBeenCalled()
  expect(saved).toEqual([])
})

it('SJ20 offers no file when the puskesmas has everything', async () => {
  const { write, close } = await openDayWith({ saved: 5, received: 5, waiting: 0, held: 0 })
  expect(screen.queryByLabelText(words.day.keepSurat)).toBeNull()
  await close()
  expect(write).not.toHaveBeenCalled()
})
