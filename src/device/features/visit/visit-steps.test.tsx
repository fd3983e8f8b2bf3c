import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { shownFields } from '#protocol/merge.ts'
import {
  box,
  child,
  choose,
  denyAll,
  expectAccessible,
  group,
  isUnfolded,
  openDay,
  openedStep,
  openStep,
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

const man = { name: 'Tono', sex: 'male', birthDate: '1990-01-01' } as const
const tap = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))
const step = (name: RegExp) => screen.getByRole('button', { name })
const opens = (number: string) => waitFor(() => expect(openedStep()).toBe(number))

describe('the steps', () => {
  it('open where something that must be filled is not, and nowhere else', async () => {
    // A child's first question of the card is in step 1; a man's too until his own record answers it.
    show(await register(child))
    await opens('1')
    expect(isUnfolded('illness')).toBe(true)
    expect(isUnfolded('birth')).toBe(false)
    expect(screen.queryByLabelText('Berat badan (BB)')).toBeNull()
  })

  it('open at the first step that the records leave open', async () => {
    show(await register({ ...man, maritalStatus: 'married' }))
    await opens('2')
    expect(screen.getByLabelText('Berat badan (BB)')).toBeTruthy()
  })

  it('say how much is filled, and go on to the next with "Lanjut"', async () => {
    const { container } = show(await register(man))
    await opens('1')
    expect(step(/Pendaftaran.*0 dari 1 isian wajib/)).toBeTruthy()
    await choose('Status perkawinan', 'Menikah')
    expect(step(/Pendaftaran.*Lengkap: 1 isian wajib/)).toBeTruthy()
    await tap('Lanjut: Timbang & ukur')
    await opens('2')
    expect(screen.queryByRole('group', { name: 'Status perkawinan' })).toBeNull()
    await type('Berat badan (BB)', '60')
    expect(step(/Timbang & ukur.*1 dari 4 isian wajib/)).toBeTruthy()
    // There is no step 3 on the card of adults.
    await tap('Lanjut: Pelayanan')
    await opens('4')
    expect(isUnfolded('tbc')).toBe(true)
    expect(isUnfolded('referral')).toBe(false)
    await expectAccessible(container)
    await tap('Lanjut: Penyuluhan')
    await opens('5')
    expect(screen.queryByRole('button', { name: /^Lanjut/ })).toBeNull()
  })

  it('close and open with a tap on their head, and keep what was typed', async () => {
    show(await register(man))
    await type('Berat badan (BB)', '61,5')
    await userEvent.click(step(/Timbang & ukur/))
    expect(openedStep()).toBeUndefined()
    expect(screen.queryByLabelText('Berat badan (BB)')).toBeNull()
    await userEvent.click(step(/Timbang & ukur/))
    expect((await box('Berat badan (BB)')).value).toBe('61,5')
  })

  it('open again with their heading at what stands in the way of saving', async () => {
    const id = await register(child)
    show(id)
    await openStep(1)
    await type('Berat badan lahir', '31')
    await openStep(5)
    await opens('5')
    await tapSave()
    await opens('1')
    expect(isUnfolded('birth')).toBe(true)
    const weight = await box('Berat badan lahir')
    await waitFor(() => expect(document.activeElement).toBe(weight))
    expect(screen.getByText('Lihat dulu: Berat badan lahir')).toBeTruthy()
    expect(await visitRecords(id)).toEqual([])
    await userEvent.clear(weight)
    await type('Berat badan lahir', '3,1')
    await type('Berat badan (BB)', '8,4')
    await tapSave()
    await resultLevel()
    expect(await visitRecords(id)).toHaveLength(1)
  })

  it('do not fold a heading under the fingers when its last answer is given', async () => {
    show(await register(child))
    await opens('1')
    const signs = await group('Ada gejala sakit hari ini?')
    await userEvent.click(within(signs).getByRole('checkbox', { name: 'Tidak ada' }))
    expect(isUnfolded('illness')).toBe(true)
  })
})

describe('a day that is only half typed', () => {
  const part = async (name: string) =>
    within(await group('Datang lagi pada')).getByLabelText<HTMLInputElement>(name)

  it('stays when its step is folded, stands in the way of saving, and is never dropped unseen', async () => {
    const id = await register(man)
    show(id)
    await type('Berat badan (BB)', '60')
    await userEvent.type(await part('Tanggal'), '10')
    await userEvent.type(await part('Bulan'), '07')
    await openStep(2)
    await tapSave()
    await opens('5')
    expect(await visitRecords(id)).toEqual([])
    expect([(await part('Tanggal')).value, (await part('Bulan')).value, (await part('Tahun')).value]).toEqual(
      ['10', '07', ''],
    )
    await userEvent.type(await part('Tahun'), '2026')
    await tapSave()
    await resultLevel()
    const [visit] = await visitRecords(id)
    expect(visit && shownFields(visit)).toMatchObject({ weightKg: 60, nextVisitOn: '2026-07-10' })
  })
})

describe('a checklist', () => {
  const line = async (name: string) => within(await group(name))
  const pressed = async (name: string) =>
    (await line(name))
      .queryAllByRole('button')
      .filter((one) => one.getAttribute('aria-pressed') === 'true')
      .map((one) => one.textContent)

  it('takes each line as yes, no or not asked', async () => {
    show(await register(man))
    await userEvent.click((await line('Demam 2 minggu atau lebih')).getByRole('button', { name: 'Ya' }))
    expect(await pressed('Demam 2 minggu atau lebih')).toEqual(['Ya'])
    await userEvent.click((await line('Demam 2 minggu atau lebih')).getByRole('button', { name: 'Tidak' }))
    expect(await pressed('Demam 2 minggu atau lebih')).toEqual(['Tidak'])
    await userEvent.click((await line('Demam 2 minggu atau lebih')).getByRole('button', { name: 'Tidak' }))
    expect(await pressed('Demam 2 minggu atau lebih')).toEqual([])
  })

  it('answers with one tap what is still open, and leaves what was said', async () => {
    const id = await register(man, openDay)
    const { container } = show(id)
    const checklist = within(await group('Adakah keluhan ini?'))
    expect(checklist.getByRole('button', { name: 'Tidak ada satu pun' })).toBeTruthy()
    await userEvent.click((await line('Demam 2 minggu atau lebih')).getByRole('button', { name: 'Ya' }))
    await denyAll('Adakah keluhan ini?')
    expect(checklist.queryByRole('button', { name: /tidak ada/i })).toBeNull()
    expect(await pressed('Demam 2 minggu atau lebih')).toEqual(['Ya'])
    expect(await pressed('BB turun atau tidak naik 2 bulan berturut-turut')).toEqual(['Tidak'])
    await expectAccessible(container)
    await tapSave()
    await resultLevel()
    const [visit] = await visitRecords(id)
    expect(visit && shownFields(visit)).toMatchObject({ tbcFever: true, tbcWeightLoss: false })
  })

  it('is not answered for anybody whom nobody asked', async () => {
    const id = await register(man, openDay)
    show(id)
    await type('Berat badan (BB)', '60')
    await tapSave()
    await resultLevel()
    const [visit] = await visitRecords(id)
    const said = Object.keys(visit ? shownFields(visit) : {})
    expect(said.filter((name) => /^(tbc|srq)/.test(name))).toEqual([])
  })

  it('of an official questionnaire is asked line by line', async () => {
    show(await register(man))
    const questionnaire = within(await group('Mudah takut')).getByRole('button', { name: 'Ya' })
    const checklist = questionnaire.closest('fieldset')
    if (!checklist) throw new Error('the questions stand in no checklist')
    expect(within(checklist).queryByRole('button', { name: /tidak ada/i })).toBeNull()
  })
})

describe('what was seen before', () => {
  it('of another person is not carried over', async () => {
    const first = await register({ ...man, maritalStatus: 'widowed' })
    const second = await register({ ...man, name: 'Budi' })
    await store().save([
      {
        kind: 'visit',
        id: newId(),
        set: { personId: first, visitedOn: '2026-05-05', instrument: 'dewasa', weightKg: 60 },
      },
    ])
    show(second)
    await opens('1')
    await choose('Status perkawinan', 'Menikah')
    await box('Berat badan (BB)')
    expect(screen.queryByText(/Bulan lalu/)).toBeNull()
  })
})
