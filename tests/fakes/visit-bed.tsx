import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { Route, Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import { ResultScreen } from '#device/features/visit/result-screen.tsx'
import { VisitScreen } from '#device/features/visit/visit-screen.tsx'
import { startWords } from '#device/i18n/i18n.ts'
import { systemClock } from '#device/platform/clock.ts'
import { newId } from '#device/platform/ids.ts'
import { write } from '#device/store/commit.ts'
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

/** What lies below it. */
export const database = () => local.planner.database

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
  // Waits end with what they wait for; the limit only ends a test that has failed.
  configure({ asyncUtilTimeout: 30_000 })
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

/** Takes a person off this phone, as word of their moving elsewhere does. */
export async function leave(personId: string): Promise<void> {
  const rows = await local.planner.database.records.where('personId').equals(personId).toArray()
  const removed = new Set(rows.map(({ id }) => id))
  await write(local.planner, { states: new Map(), removed }, assessPersonFile)
}

/** The screens of a visit at their addresses, begun at the form for a visit of now. */
export function show(personId: string) {
  const { hook } = memoryLocation({ path: `/visit/${personId}` })
  return render(
    <StoreContext value={local.store}>
      <Router hook={hook}>
        <Route path="/visit/:personId">{({ personId }) => <VisitScreen personId={personId} />}</Route>
        <Route path="/visit/:personId/:visitId">
          {({ personId, visitId }) => <VisitScreen personId={personId} visitId={visitId} />}
        </Route>
        <Route path="/visit/:personId/:visitId/result">
          {({ personId, visitId }) => <ResultScreen personId={personId} visitId={visitId} />}
        </Route>
      </Router>
    </StoreContext>,
  )
}

const steps = () => [...document.querySelectorAll<HTMLElement>('[data-step]')]
const stepOf = (one: HTMLElement) => one.dataset['step'] ?? ''
const toggleOf = (one: HTMLElement) => one.querySelector<HTMLButtonElement>('h2 > button, h3 > button')
const isFolded = (one: HTMLElement) => toggleOf(one)?.getAttribute('aria-expanded') === 'false'

/** The step, by its number, of which the content is in sight. */
export const openedStep = (): string | undefined =>
  steps()
    .filter((one) => !isFolded(one))
    .map(stepOf)
    .join(' ') || undefined

/** Whether a heading of the open step is unfolded; nothing where the step has no such heading. */
export const isUnfolded = (section: string): boolean | undefined => {
  const found = document.querySelector<HTMLElement>(`[data-section="${section}"]`)
  return found ? !isFolded(found) : undefined
}

async function unfold(one: HTMLElement): Promise<void> {
  const toggle = toggleOf(one)
  if (toggle && isFolded(one)) await userEvent.click(toggle)
}

/** Opens a step as a finger does, with everything that is folded in it. */
export async function openStep(number: 1 | 2 | 3 | 4 | 5): Promise<void> {
  const step = (await waitFor(() => expectSome(steps()))).find((one) => stepOf(one) === String(number))
  if (!step) throw new Error(`the form has no step ${number}`)
  await unfold(step)
  for (const section of step.querySelectorAll<HTMLElement>('[data-section]')) await unfold(section)
}

function expectSome<T>(found: readonly T[]): readonly T[] {
  if (found.length === 0) throw new Error('nothing there yet')
  return found
}

/** What `find` finds, once the step and the heading in which it stands were opened as a person looks for it. */
async function inForm<T>(find: () => T | null, describe: string): Promise<T> {
  await waitFor(() => {
    if (find() === null && steps().length === 0) throw new Error(`${describe} is not there, and no form`)
  })
  const opened = openedStep()
  for (const number of [opened, ...steps().map(stepOf)].filter((one) => one !== undefined)) {
    if (find() !== null) break
    await openStep(Number(number) as 1 | 2 | 3 | 4 | 5)
  }
  const found = find()
  if (found === null) throw new Error(`${describe} stands in no step of the form`)
  return found
}

/** The box of this label, in whichever step it stands. */
export const box = (label: string | RegExp): Promise<HTMLInputElement> =>
  inForm(() => screen.queryByLabelText<HTMLInputElement>(label), String(label))
/** The choices, the group or the line of a checklist of this name, in whichever step it stands. */
export const group = (name: string | RegExp): Promise<HTMLElement> =>
  inForm(() => screen.queryByRole('group', { name }), String(name))
export const button = (name: string | RegExp): Promise<HTMLElement> =>
  inForm(() => screen.queryByRole('button', { name }), String(name))
export const type = async (label: string | RegExp, text: string) => userEvent.type(await box(label), text)
export const retype = async (label: string | RegExp, text: string) => {
  await userEvent.clear(await box(label))
  await type(label, text)
}
export const choose = async (name: string | RegExp, option: string | RegExp) =>
  userEvent.click(within(await group(name)).getByRole('radio', { name: option }))
export const tick = async (name: string | RegExp, option: string | RegExp) =>
  userEvent.click(within(await group(name)).getByRole('checkbox', { name: option }))
/** The one tap that answers what is still open of a checklist with no. */
export const denyAll = async (checklist: string | RegExp) =>
  userEvent.click(
    within(await group(checklist)).getByRole('button', {
      name: /^(Tidak ada satu pun|Selain itu tidak ada)$/,
    }),
  )

/** What `find` finds in one step after the other, everything unfolded; nothing of the steps where it finds nothing. */
export async function everyStep<T>(find: () => T | null): Promise<readonly T[]> {
  const found: T[] = []
  for (const number of steps().map(stepOf)) {
    await openStep(Number(number) as 1 | 2 | 3 | 4 | 5)
    const one = find()
    if (one !== null) found.push(one)
  }
  return found
}

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
