import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import { VisitScreen } from '#device/features/visit/visit-screen.tsx'
import { startWords } from '#device/i18n/i18n.ts'
import { systemClock } from '#device/platform/clock.ts'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import type { Change } from '#device/store/store.ts'
import { StoreContext } from '#device/store/use-store.ts'
import { assessPersonFile } from '#domain/visit/assess-person-file.ts'
import type { RecordState } from '#protocol/merge.ts'
import { posyanduDayId } from '#protocol/records/ids.ts'
import { createPhone, deviceIdOf, enrolDirectly, type Phone, testPosyanduId } from './device.ts'

/** The day on which every visit of these tests takes place, and its moment. */
export const today = '2026-06-03'
const now = new Date(2026, 5, 3, 9, 0).getTime()
export const dayId = posyanduDayId(testPosyanduId, today)

/** The open posyandu day of `today`. */
export const openDay: Change = {
  kind: 'posyanduDay',
  id: dayId,
  set: { posyanduId: testPosyanduId, heldOn: today, openedAt: now - 1000 },
}

export const child = {
  name: 'Melati',
  sex: 'female',
  birthDate: '2025-06-10',
  birthDatePrecision: 'day',
} as const

let phone: Phone
let local: LocalStore
const open = () => phone.open({ loadAssess: async () => assessPersonFile })

/** The phone's store as it is open now. */
export const store = () => local.store

/** The app closed and opened again on the same phone. */
export function reopen(): void {
  cleanup()
  local.close()
  local = open()
}

// jsdom opens no modal dialogs; showing them is all that is needed here.
function showModal(this: HTMLDialogElement) {
  this.open = true
}
function close(this: HTMLDialogElement) {
  this.open = false
}

/** Gives each test of a file an enrolled phone of its own, the real rules, and a clock that stands. */
export function useVisitBed(): void {
  // Whole forms are typed letter by letter: on a busy machine that takes long, and must not decide anything.
  vi.setConfig({ testTimeout: 120_000 })
  beforeAll(() => {
    startWords()
    Object.assign(HTMLDialogElement.prototype, { showModal, close })
    window.scrollTo = () => undefined
  })
  beforeEach(async () => {
    vi.spyOn(systemClock, 'now').mockReturnValue(now)
    phone = createPhone()
    local = open()
    await enrolDirectly(local, deviceIdOf(1))
  })
  afterEach(() => {
    cleanup()
    local.close()
    vi.restoreAllMocks()
  })
}

/** Saves a person and what else is given; their id. */
export async function register(set: Change['set'], ...more: Change[]): Promise<string> {
  const id = newId()
  await local.store.save([{ kind: 'person', id, set: { posyanduId: testPosyanduId, ...set } }, ...more])
  return id
}

export const show = (personId: string) =>
  render(
    <StoreContext value={local.store}>
      <VisitScreen personId={personId} />
    </StoreContext>,
  )

export const box = (label: string | RegExp) => screen.findByLabelText<HTMLInputElement>(label)
export const type = async (label: string | RegExp, text: string) => userEvent.type(await box(label), text)
export const retype = async (label: string | RegExp, text: string) => {
  await userEvent.clear(await box(label))
  await type(label, text)
}
export const choose = async (group: string | RegExp, option: string | RegExp) =>
  userEvent.click(
    within(await screen.findByRole('group', { name: group })).getByRole('radio', { name: option }),
  )
export const tapSave = async () =>
  userEvent.click(screen.getByRole('button', { name: 'Simpan & lihat hasil' }))

/** What stands in the box of the whole visit, once the result is there. */
export const resultLevel = async () => (await screen.findByLabelText('Hasil kunjungan')).textContent

export const visitRecords = async (personId: string): Promise<readonly RecordState[]> =>
  ((await local.store.person(personId))?.others ?? []).filter((record) => record.kind === 'visit')

/** axe finds nothing; contrast is measured in a real browser. */
export async function expectAccessible(container: HTMLElement): Promise<void> {
  const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  expect(found.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([])
}
