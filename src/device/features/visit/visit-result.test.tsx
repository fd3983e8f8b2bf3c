import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { changeLanguage, words } from '#device/i18n/i18n.ts'
import { newId } from '#device/platform/ids.ts'
import type { Change } from '#device/store/store.ts'
import {
  box,
  button,
  child,
  choose,
  denyAll,
  everyStep,
  expectAccessible,
  register,
  resultLevel,
  show,
  store,
  tapSave,
  tick,
  type,
  useVisitBed,
} from '#tests/fakes/visit-bed.tsx'

useVisitBed()

describe('the result', () => {
  it('says that the record waits on this phone, and nothing of the puskesmas before its receipt (lesson 55)', async () => {
    const id = await register(child)
    show(id)
    await type('Berat badan (BB)', '8,4')
    await tapSave()
    await resultLevel()
    expect(screen.getByText('Tersimpan di HP ini, menunggu dikirim')).toBeTruthy()
    expect(screen.queryByText(/Diterima/)).toBeNull()
  })

  it('is incomplete, never normal, while something required was not measured', async () => {
    show(await register({ name: 'Tono', sex: 'male', birthDate: '1990-01-01' }))
    await type('Berat badan (BB)', '60')
    await type('Tinggi badan (TB)', '165')
    await tapSave()
    const level = await resultLevel()
    expect(level).toContain('Belum lengkap')
    expect(level).toContain('Tekanan darah (TD)')
  })

  it('tells who has no card what to do about it', async () => {
    show(await register({ name: 'Tanpa Tanggal' }))
    expect(await screen.findByText('Umurnya belum diketahui')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Isi tanggal lahir' })).toBeTruthy()
  })
})

const pregnancy = (personId: string): Change => ({
  kind: 'pregnancy',
  id: newId(),
  set: { personId, lastMenstrualPeriodOn: '2026-01-01', prePregnancyWeightKg: 50, heightCm: 155, gravida: 1 },
})

async function finish(container: HTMLElement, level: string, ...says: string[]) {
  await tapSave()
  expect(await resultLevel()).toContain(level)
  for (const text of says) expect(screen.getAllByText(text).length).toBeGreaterThan(0)
  // No sentence shows a fact that its finding does not bring.
  expect(container.textContent).not.toMatch(/\{\{|undefined|NaN|findings:|fields:|visit:/)
  await expectAccessible(container)
}

describe('each card can be filled and gives a result', () => {
  it('balita', async () => {
    const { container } = show(await register(child))
    await type('Berat badan (BB)', '6,6')
    await type('Panjang / tinggi badan (PB/TB)', '72')
    await type('Lingkar kepala (LK)', '44')
    await type('Lingkar lengan atas (LiLA)', '11,4')
    await tick('Ada gejala sakit hari ini?', 'Tidak ada')
    // The grade of oedema is for nakes to tell.
    expect(await everyStep(() => screen.queryByText(/Bengkak pada kedua punggung kaki/))).toEqual([])
    await finish(container, 'Rujuk', 'Lengan anak merah', 'Rujuk hari ini juga')
    expect(screen.getByRole('img', { name: /Berat menurut umur/ })).toBeTruthy()
  })

  it('ibu hamil, with a second reading when the first is high', async () => {
    const id = await register({ name: 'Sari', sex: 'female', birthDate: '1998-02-02' })
    await store().save([pregnancy(id)])
    const { container } = show(id)
    await box('Berat badan (BB)')
    expect(screen.getByText('HPHT', { exact: false })).toBeTruthy()
    expect(screen.getByText('1 Januari 2026')).toBeTruthy()
    await type('Berat badan (BB)', '53')
    await type('Lingkar lengan atas (LiLA)', '23,4')
    expect(screen.queryByText('Tekanan darah, ukur ulang')).toBeNull()
    await type('Sistole (atas)', '150')
    await type('Diastole (bawah)', '95')
    expect(screen.getByText('150/95 mmHg')).toBeTruthy()
    const repeat = within(await screen.findByRole('group', { name: 'Tekanan darah, ukur ulang' }))
    await userEvent.type(repeat.getByLabelText('Sistole (atas)'), '148')
    await userEvent.type(repeat.getByLabelText('Diastole (bawah)'), '92')
    await finish(container, 'Rujuk', 'Lengan ibu terlalu kecil (risiko KEK)')
  })

  it('remaja', async () => {
    const { container } = show(await register({ name: 'Budi', sex: 'male', birthDate: '2010-01-01' }))
    await type('Berat badan (BB)', '52')
    await choose('Kelas', 'Kelas 10')
    await type('Tinggi badan (TB)', '163')
    await type('Lingkar perut (LP)', '70')
    await type('Sistole (atas)', '110')
    await type('Diastole (bawah)', '70')
    await tick('Gejala gula darah tinggi', 'Tidak ada')
    for (const eye of ['kanan', 'kiri']) await choose(`Hitung jari, mata ${eye}`, 'Normal')
    for (const ear of ['kanan', 'kiri']) await choose(`Tes bisik, telinga ${ear}`, 'Normal')
    await choose('Batuk', 'Tidak')
    await denyAll('Adakah keluhan ini?')
    await choose('Kontak dengan pasien TBC', 'Tidak')
    await choose('Skrining jiwa dalam setahun terakhir', 'Sudah')
    await choose('Apakah merokok, termasuk vape?', 'Tidak')
    await finish(container, 'Normal', 'Tekanan darah baik', 'Gizi baik')
  })

  it('dewasa, with the meter’s HI', async () => {
    const { container } = show(await register({ name: 'Tono', sex: 'male', birthDate: '1980-01-01' }))
    await type('Berat badan (BB)', '60')
    await type('Tinggi badan (TB)', '165')
    await type('Lingkar perut (LP)', '91')
    await type('Sistole (atas)', '118')
    await type('Diastole (bawah)', '76')
    await userEvent.click(await button('Gula darah: alat menunjukkan HI'))
    await finish(container, 'Darurat', 'Gula darah terlalu tinggi untuk alat (HI)', 'Lingkar perut berlebih')
  })

  it('lansia', async () => {
    const { container } = show(await register({ name: 'Mbah Karto', sex: 'male', birthDate: '1950-01-01' }))
    await type('Berat badan (BB)', '60')
    await type('Tinggi badan (TB)', '165')
    await type('Lingkar perut (LP)', '85')
    await type('Sistole (atas)', '135')
    await type('Diastole (bawah)', '80')
    await type('Gula darah', '150')
    await finish(container, 'Periksa lagi', 'Tekanan darah mulai naik', 'Gula darah mulai naik')
  })

  it('in English too', async () => {
    const id = await register({ name: 'Tono', sex: 'male', birthDate: '1980-01-01' })
    const { container } = show(id)
    await box('Berat badan (BB)')
    await changeLanguage('en')
    await userEvent.type(await box('Weight (BB)'), '60.5')
    expect(screen.getByText('60.5 kg')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Save & see the result' }))
    expect((await screen.findByLabelText('Result of the visit')).textContent).toContain('Height (TB)')
    expect(container.textContent).not.toMatch(/findings:|fields:|visit:/)
    await changeLanguage('id')
    expect(words.language).toBe('id')
  })
})
