import { cleanup, screen } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import readiness from '#device/i18n/id/readiness.json' with { type: 'json' }
import words from '#device/i18n/id/today.json' with { type: 'json' }
import { calendarDayAt } from '#device/platform/today.ts'
import type { Balance } from '#device/store/store.ts'
import type { FieldValue } from '#protocol/mutation.ts'
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

const surat = {
  id: '01890000-0000-7000-8000-0000000a3f9a',
  fileName: 'surat-jalan.txt',
  text: 'x',
  rows: 3,
  numbers: {},
}

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

it('MG7 says of a day that two phones opened at different places who wrote what, and that a nakes settles it', async () => {
  const heldOn = '2026-06-03'
  const day = { posyanduId: 'posyandu-1', heldOn, openedAt: 1, place: 'Balai desa' }
  const head = (device: string, value: string) => ({ stamp: `1.1767600000000.${device}`, value })
  const place = { heads: [head('device-1', 'Balai desa'), head('device-2', 'Rumah Bu RT 03')], replaced: [] }
  const once = (value: string) => ({ heads: [head('device-1', value)], replaced: [] })
  const fields = { posyanduId: once('posyandu-1'), heldOn: once(heldOn), place }
  const store = fakeStore({
    posyanduDays: async () => [{ id: 'day', day, differs: 'contested' }],
    record: async (id) => ({ kind: 'posyanduDay', id, fields }),
  })
  renderScreen(<DayCard enrolment={enrolment} directory={[]} today={heldOn} />, { store })
  expect(await screen.findByText('Tempat, hari posyandu 3 Juni 2026, Posyandu Contoh')).toBeTruthy()
  expect(screen.getByText('Balai desa')).toBeTruthy()
  expect(screen.getByText('Rumah Bu RT 03')).toBeTruthy()
  expect(screen.getByText(/Nakes di puskesmas akan memilih/)).toBeTruthy()
})

it('MG7 keeps the place that a nakes did not choose readable on the phone', async () => {
  const heldOn = '2026-06-03'
  const former = { place: 'Rumah Bu RT 03' }
  const amended = { reason: 'conflictSettled', by: 'Bidan Ida', at: 1_767_600_000_000, former }
  const once = (value: FieldValue) => ({ heads: [{ stamp: '1.1.device-1', value }], replaced: [] })
  const fields = { heldOn: once(heldOn), place: once('Balai desa'), amended_1: once(amended) }
  const store = fakeStore({
    posyanduDays: async () => [{ id: 'day', day: { heldOn }, differs: 'settled' }],
    record: async (id) => ({ kind: 'posyanduDay', id, fields }),
  })
  renderScreen(<DayCard enrolment={enrolment} directory={[]} today={heldOn} />, { store })
  expect(await screen.findByText('Hari posyandu 3 Juni 2026')).toBeTruthy()
  expect(await screen.findByText(/oleh Bidan Ida: Dipilih dari dua isian yang berbeda/)).toBeTruthy()
  expect(screen.getByText(/Tempat: Rumah Bu RT 03/)).toBeTruthy()
})

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

/** The day before, left open: it closed itself at midnight. `unfiled`: rows of it that no file and no puskesmas has. */
function dayLeftOpen(unfiled: number, closedAt?: number) {
  const now = Date.now()
  const openedAt = new Date(now).setHours(-12, 0, 0, 0)
  const heldOn = calendarDayAt(openedAt)
  const day = {
    posyanduId: 'posyandu-1',
    heldOn,
    openedAt,
    place: 'Balai desa',
    ...(closedAt && { closedAt }),
  }
  const asked: number[] = []
  const store = fakeStore({
    posyanduDays: async () => [{ id: 'day', day }],
    unfiled: async (until) => {
      asked.push(until)
      return unfiled
    },
  })
  const write = vi.fn(async () => ({ ok: true as const, surat }))
  renderScreen(<DayCard enrolment={enrolment} directory={[]} today={calendarDayAt(now)} />, {
    store,
    surat: { write },
  })
  return { write, asked, midnight: new Date(now).setHours(0, 0, 0, 0) }
}

it('SJ20 offers the file of a day that closed itself at the next opening, and keeps it at one tap (lesson 9)', async () => {
  const { write, asked, midnight } = dayLeftOpen(3)
  await userEvent.click(await screen.findByRole('button', { name: words.unfiled.save }))
  expect(await screen.findByText(new RegExp(`${surat.fileName}$`))).toBeTruthy()
  expect(write).toHaveBeenCalledTimes(1)
  expect(saved).toEqual([surat.fileName])
  expect(asked.every((until) => until === midnight)).toBe(true)
})

it.each([
  ['whose rows all are in a file or with the puskesmas', 0, undefined],
  ['that somebody closed', 3, Date.now() - 1],
])('SJ20 offers no file of a day %s', async (_, unfiled, closedAt) => {
  dayLeftOpen(unfiled, closedAt)
  await screen.findByText(words.day.none)
  // The card before the next posyandu day is loaded the same way, and after it.
  await screen.findByRole('heading', { name: readiness.title })
  expect(screen.queryByRole('button', { name: words.unfiled.save })).toBeNull()
})
