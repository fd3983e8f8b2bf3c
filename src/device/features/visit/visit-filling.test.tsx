import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { shownFields } from '#protocol/merge.ts'
import {
  box,
  button,
  child,
  expectAccessible,
  group,
  register,
  resultLevel,
  show,
  store,
  tapSave,
  type,
  useVisitBed,
  visitRecords,
} from '#tests/fakes/visit-bed.tsx'

useVisitBed()

describe('filling', () => {
  it('echoes a typed weight large with its unit, and shows last month beside it', async () => {
    const id = await register(child)
    const set = {
      personId: id,
      visitedOn: '2026-05-05',
      place: 'posyandu',
      instrument: 'balita',
      weightKg: 8.1,
    }
    await store().save([{ kind: 'visit', id: newId(), set }])
    const { container } = show(id)
    await type('Berat badan (BB)', '8,4')
    expect(screen.getByText('8,4 kg')).toBeTruthy()
    expect(screen.getByText('Bulan lalu 8,1 kg')).toBeTruthy()
    await expectAccessible(container)
  })

  it('refuses 84 kg for a baby and offers 8,4', async () => {
    show(await register(child))
    await type('Berat badan (BB)', '84')
    await userEvent.tab()
    expect(screen.getByRole('alert').textContent).toContain('84 kg tidak mungkin')
    await userEvent.click(screen.getByRole('button', { name: 'Maksudnya 8,4 kg' }))
    expect((await box('Berat badan (BB)')).value).toBe('8,4')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('asks once about a doubtful weight, and records that it was said to be right', async () => {
    const id = await register(child)
    show(id)
    await type('Berat badan (BB)', '18')
    await tapSave()
    expect(await visitRecords(id)).toEqual([])
    expect(screen.getByText('18 kg?')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Sudah benar' }))
    expect(screen.queryByText('18 kg?')).toBeNull()
    await tapSave()
    await resultLevel()
    const [record] = await visitRecords(id)
    expect(record && shownFields(record)).toMatchObject({ weightKg: 18, confirmed: ['weightKg'] })
  })

  it('empties the box to measure again', async () => {
    show(await register(child))
    await type('Berat badan (BB)', '18')
    await userEvent.tab()
    await userEvent.click(screen.getByRole('button', { name: 'Ukur ulang' }))
    expect((await box('Berat badan (BB)')).value).toBe('')
  })

  it('proposes the position by age as soon as there is a length, in sight', async () => {
    show(await register(child))
    const position = await group('Posisi ukur')
    const lying = within(position).getByRole<HTMLInputElement>('radio', { name: 'Telentang' })
    expect(lying.checked).toBe(false)
    await type('Panjang / tinggi badan (PB/TB)', '70')
    expect(lying.checked).toBe(true)
    expect(within(position).getByText('Dipilihkan. Ganti kalau bukan ini.')).toBeTruthy()
  })

  it('takes a reason in place of a value', async () => {
    const id = await register(child)
    const { container } = show(id)
    await userEvent.click(await button('Berat badan (BB): tidak bisa diisi?'))
    await userEvent.click(screen.getByRole('button', { name: 'Alat tidak ada' }))
    expect(screen.getByText('Tidak diisi: alat tidak ada')).toBeTruthy()
    await expectAccessible(container)
    await tapSave()
    expect(await resultLevel()).toContain('Tidak dinilai')
    const [record] = await visitRecords(id)
    expect(record && shownFields(record)['weightKg']).toEqual({ state: 'notMeasured', reason: 'noDevice' })
  })

  it('says so when nothing was filled', async () => {
    const id = await register(child)
    show(id)
    await box('Berat badan (BB)')
    await tapSave()
    expect(screen.getByText('Belum ada yang diisi.')).toBeTruthy()
    expect(await visitRecords(id)).toEqual([])
  })
})
