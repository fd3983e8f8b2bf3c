import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import type { Change } from '#device/store/store.ts'
import { StoreContext } from '#device/store/use-store.ts'
import { child, expectAccessible, register, store, today, useVisitBed } from '#tests/fakes/visit-bed.tsx'
import { isVoided } from '#protocol/records/voided.ts'
import { PersonScreen } from './person-screen.tsx'

useVisitBed()

const show = (id: string) =>
  render(
    <StoreContext value={store()}>
      <PersonScreen id={id} />
    </StoreContext>,
  )
const card = async (name: string) => within(await screen.findByRole('region', { name }))
const rowsOf = (list: { getAllByRole(role: string): HTMLElement[] }): readonly string[] =>
  list.getAllByRole('listitem').map((row) => row.textContent ?? '')

const visit = (personId: string, visitedOn: string, instrument: string, set: Change['set']): Change => ({
  kind: 'visit',
  id: newId(),
  set: { personId, visitedOn, place: 'posyandu', instrument, instrumentEdition: 'test', ...set },
})

describe('what a person needs today', () => {
  it('is what is late first, then what is due and what may be given, each with why and until when; the rest waits behind a tap', async () => {
    const { container } = show(await register(child))
    const due = await card('Yang perlu hari ini')
    const first = rowsOf(due)
    expect(first).toHaveLength(5)
    // Until the history has come nobody can say that something was not done.
    expect(await due.findByText(/Riwayat lama belum dimuat/)).toBeTruthy()
    const order = ['Terlambat', 'Sekarang', 'Boleh']
    const states = first.map((row) => order.findIndex((state) => row.includes(state)))
    expect(states).toEqual([...states].sort((one, other) => one - other))
    expect(states).not.toContain(-1)
    expect(first.some((row) => row.includes('2026'))).toBe(true)
    await userEvent.click(due.getByRole('button', { name: /^Lihat semua \(\+\d+\)$/ }))
    const all = rowsOf(due)
    expect(all.length).toBeGreaterThan(15)
    // Past its seventh day HB0 may no longer be given.
    expect(all.find((row) => row.startsWith('Hepatitis B (HB0)'))).toContain('Batas umurnya sudah lewat')
    expect(container.textContent).not.toMatch(/\{\{|undefined|due:|products\./)
    await expectAccessible(container)
  })

  it('goes by what was recorded (lesson 39)', async () => {
    const id = await register(child)
    await store().save([visit(id, today, 'balita', { weightKg: 8.4 })])
    show(id)
    const due = await card('Yang perlu hari ini')
    await userEvent.click(due.getByRole('button', { name: /^Lihat semua/ }))
    const weighing = rowsOf(due).find((row) => row.startsWith('Timbang'))
    expect(weighing).toContain('Sudah dilakukan')
    expect(weighing).toContain('terakhir 3 Juni 2026')
  })

  it('is approximate where the birth date is not exact', async () => {
    show(await register({ ...child, birthDatePrecision: 'month' }))
    expect((await card('Yang perlu hari ini')).getByText(/waktunya kira-kira/)).toBeTruthy()
  })

  it('is nothing for who died', async () => {
    show(await register({ ...child, diedOn: '2026-05-01' }))
    await screen.findByRole('region', { name: 'Data diri' })
    expect(screen.queryByRole('region', { name: 'Yang perlu hari ini' })).toBeNull()
  })
})

describe('a visit at home', () => {
  it('is wanted, with why and since when', async () => {
    vi.spyOn(store(), 'contact').mockResolvedValue({ firstLoadDone: true })
    const id = await register(child)
    await store().save([visit(id, '2026-05-20', 'balita', { muacCm: 11.4 })])
    const { container } = show(id)
    const home = await card('Perlu dikunjungi di rumah')
    expect(home.getByText('Gizi perlu dipantau')).toBeTruthy()
    expect(home.getAllByText(/sejak 20 Mei 2026/).length).toBeGreaterThan(0)
    await expectAccessible(container)
    expect(screen.queryByText(/Riwayat lama belum dimuat/)).toBeNull()
  })

  it('is asked of nobody while only a part of what is known has come, and nothing is called missing (lesson 37)', async () => {
    vi.spyOn(store(), 'contact').mockResolvedValue({ firstLoadDone: false })
    const id = await register(child)
    await store().save([visit(id, '2026-05-20', 'balita', { muacCm: 11.4 })])
    show(id)
    expect(
      await (await card('Yang perlu hari ini')).findByText(/Sebagian mungkin sudah dilakukan/),
    ).toBeTruthy()
    expect(screen.getByText(/Kunjungan lama menyusul begitu ada sinyal/)).toBeTruthy()
    expect(screen.queryByRole('region', { name: 'Perlu dikunjungi di rumah' })).toBeNull()
  })
})

describe('a pregnancy that was recorded twice', () => {
  const pregnancy = (personId: string, lastMenstrualPeriodOn: string): Change => ({
    kind: 'pregnancy',
    id: newId(),
    set: { personId, lastMenstrualPeriodOn },
  })

  it('is said with the dates of both, and the one that is chosen stays alone; the other stays in the history', async () => {
    const id = await register({ name: 'Wulan', sex: 'female', birthDate: '1998-02-01' })
    const right = pregnancy(id, '2026-01-05')
    const wrong = pregnancy(id, '2026-03-02')
    await store().save([right, wrong])
    const { container } = show(id)
    const shown = await card('Kehamilan')
    await shown.findByText('Ada 2 catatan kehamilan yang belum selesai.')
    const list = within(shown.getByRole('list', { name: 'Catatan kehamilan' }))
    await waitFor(() => expect(list.getAllByText(/HP ini/)).toHaveLength(2))
    const rows = list.getAllByRole('listitem')
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/21 minggu .*12 Oktober 2026.*HP ini/),
      expect.stringMatching(/13 minggu .*7 Desember 2026.*HP ini/),
    ])
    await expectAccessible(container)
    await userEvent.click(within(rows[0] as HTMLElement).getByRole('button', { name: 'Ini yang benar' }))
    const sheet = within(await screen.findByRole('dialog'))
    expect(sheet.getByText(/21 minggu/)).toBeTruthy()
    await userEvent.click(sheet.getByRole('button', { name: 'Ini yang benar' }))
    await waitFor(() => expect(shown.queryByText(/catatan kehamilan yang belum selesai/)).toBeNull())
    expect(shown.getByText('21 minggu')).toBeTruthy()
    const kept = await store().record(wrong.id)
    expect(kept && isVoided(kept)).toBe(true)
    expect(kept?.fields['lastMenstrualPeriodOn']?.heads[0]?.value).toBe('2026-03-02')
  })

  it('is not said of one that ended', async () => {
    const id = await register({ name: 'Wulan', sex: 'female', birthDate: '1998-02-01' })
    const before = pregnancy(id, '2024-01-05')
    await store().save([
      { ...before, set: { ...before.set, endedOn: '2024-10-01', outcome: 'delivered' } },
      pregnancy(id, '2026-03-02'),
    ])
    show(id)
    const shown = await card('Kehamilan')
    await shown.findByText('13 minggu')
    expect(shown.queryByText(/catatan kehamilan yang belum selesai/)).toBeNull()
  })
})
