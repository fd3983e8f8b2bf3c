import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { balita } from '#domain/instruments/balita/balita.ts'
import { shownFields } from '#protocol/merge.ts'
import { amendmentsOf, answersBefore } from '#protocol/records/amendments.ts'
import { visitIdOnDay } from '#protocol/records/ids.ts'
import { answersOf } from '#protocol/records/person-file.ts'
import {
  box,
  child,
  choose,
  dayId,
  openDay,
  register,
  reopen,
  resultLevel,
  retype,
  show,
  store,
  tapSave,
  today,
  type,
  useVisitBed,
  visitRecords,
} from '#tests/fakes/visit-bed.tsx'

useVisitBed()

const amendment = {
  reason: 'typedWrong',
  by: expect.any(String),
  at: expect.any(Number),
  former: { weightKg: 8.4 },
}

describe('keeping', () => {
  it('restores a half-filled form after the app was gone (lesson 14)', async () => {
    const id = await register(child)
    show(id)
    await type('Berat badan (BB)', '8,')
    await type('Lingkar kepala (LK)', '44,5')
    await waitFor(async () => {
      const draft = await store().draft(`visit:${id}`)
      expect(JSON.stringify(draft?.value)).toContain('44,5')
    })
    reopen()
    show(id)
    expect((await box('Berat badan (BB)')).value).toBe('8,')
    expect((await box('Lingkar kepala (LK)')).value).toBe('44,5')
    expect(screen.getByText(/Melanjutkan isian 3 Juni 2026/)).toBeTruthy()
  })

  it('forgets the half-filled form only when asked to', async () => {
    const id = await register(child)
    show(id)
    await type('Berat badan (BB)', '8')
    await waitFor(async () => expect(await store().draft(`visit:${id}`)).toBeDefined())
    cleanup()
    show(id)
    await userEvent.click(await screen.findByRole('button', { name: 'Buang isian ini' }))
    await userEvent.click(screen.getByRole('button', { name: 'Ya, buang' }))
    await waitFor(async () => expect((await box('Berat badan (BB)')).value).toBe(''))
    expect(await store().draft(`visit:${id}`)).toBeUndefined()
  })

  it('saves once however often the button is tapped, and ends the draft with it (lesson 54)', async () => {
    const id = await register(child)
    show(id)
    await type('Berat badan (BB)', '8,4')
    const before = (await store().balance()).saved
    await userEvent.dblClick(screen.getByRole('button', { name: 'Simpan & lihat hasil' }))
    await resultLevel()
    expect((await store().balance()).saved).toBe(before + 1)
    expect(await visitRecords(id)).toHaveLength(1)
    expect(await store().draft(`visit:${id}`)).toBeUndefined()
  })

  it('keeps form and draft when the phone could not save, and saves when asked again (lesson 43)', async () => {
    const id = await register(child)
    show(id)
    await type('Berat badan (BB)', '8,4')
    const failing = vi.spyOn(store(), 'save').mockRejectedValueOnce(new Error('no room'))
    await tapSave()
    expect((await screen.findByRole('alert')).textContent).toContain('Belum tersimpan')
    expect((await box('Berat badan (BB)')).value).toBe('8,4')
    await waitFor(async () => expect(await store().draft(`visit:${id}`)).toBeDefined())
    await tapSave()
    await resultLevel()
    expect(failing).toHaveBeenCalledTimes(2)
    expect(await visitRecords(id)).toHaveLength(1)
  })

  it('is a home visit without an open day, and the day’s own visit with one', async () => {
    const id = await register(child)
    show(id)
    await type('Berat badan (BB)', '8,4')
    await tapSave()
    await resultLevel()
    const [home] = await visitRecords(id)
    expect(home && shownFields(home)).toMatchObject({ place: 'home', visitedOn: today, weightKg: 8.4 })
    cleanup()
    const other = await register({ ...child, name: 'Kenanga' }, openDay)
    show(other)
    await type('Berat badan (BB)', '8,4')
    await tapSave()
    await resultLevel()
    const [atPost] = await visitRecords(other)
    expect(atPost?.id).toBe(visitIdOnDay(dayId, other))
    expect(atPost && shownFields(atPost)).toEqual({
      personId: other,
      visitedOn: today,
      place: 'posyandu',
      posyanduDayId: dayId,
      instrument: 'balita',
      instrumentEdition: balita.edition,
      weightKg: 8.4,
    })
  })

  it('amends the visit of the day and writes only what changed', async () => {
    const id = await register(child, openDay)
    show(id)
    await type('Berat badan (BB)', '8,4')
    await type('Lingkar kepala (LK)', '44')
    await tapSave()
    await resultLevel()
    cleanup()
    show(id)
    expect((await box('Berat badan (BB)')).value).toBe('8,4')
    expect(screen.getByText(/Kunjungan 3 Juni 2026 sudah tercatat/)).toBeTruthy()
    const saved = vi.spyOn(store(), 'save')
    await retype('Berat badan (BB)', '8,6')
    await tapSave()
    // What was saved before is not overwritten without a word.
    await userEvent.click(await screen.findByRole('button', { name: 'Simpan perbaikan' }))
    expect(screen.getByText('Pilih alasannya dulu.')).toBeTruthy()
    expect(saved).not.toHaveBeenCalled()
    await choose('Alasan', 'Salah ketik')
    await userEvent.click(screen.getByRole('button', { name: 'Simpan perbaikan' }))
    await resultLevel()
    expect(saved.mock.calls[0]?.[0]).toEqual([
      {
        kind: 'visit',
        id: visitIdOnDay(dayId, id),
        set: { weightKg: 8.6, [Object.keys(saved.mock.calls[0]?.[0][0]?.set ?? {})[1] ?? '']: amendment },
        // It replaces the value that the form showed, by its stamp.
        shown: expect.objectContaining({ weightKg: [expect.stringMatching(/^1\./)] }),
      },
    ])
    const [record] = await visitRecords(id)
    const fields = record ? shownFields(record) : {}
    const [corrected] = amendmentsOf(fields)
    expect(corrected && answersBefore(answersOf(fields), [corrected], corrected)).toEqual({
      weightKg: 8.4,
      headCircumferenceCm: 44,
    })
    expect(await visitRecords(id)).toHaveLength(1)
  })

  it('asks for no reason where an answer is only added', async () => {
    const id = await register(child, openDay)
    show(id)
    await type('Berat badan (BB)', '8,4')
    await tapSave()
    await resultLevel()
    cleanup()
    show(id)
    await type('Lingkar kepala (LK)', '44')
    await tapSave()
    await resultLevel()
    const [record] = await visitRecords(id)
    expect(record && amendmentsOf(shownFields(record))).toEqual([])
  })

  it('amends from the result', async () => {
    const id = await register(child)
    show(id)
    await type('Berat badan (BB)', '8,4')
    await tapSave()
    await resultLevel()
    await userEvent.click(screen.getByRole('button', { name: 'Ubah isian' }))
    expect((await box('Berat badan (BB)')).value).toBe('8,4')
    await retype('Berat badan (BB)', '8,5')
    await tapSave()
    expect(await screen.findByText('8,5 kg')).toBeTruthy()
    expect(await visitRecords(id)).toHaveLength(1)
  })
})
