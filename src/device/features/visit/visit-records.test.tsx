import { cleanup, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { shownFields } from '#protocol/merge.ts'
import { doseIdInVisit, doseIdTold, visitIdOnDay } from '#protocol/records/ids.ts'
import { answersOf, personFileOf } from '#protocol/records/person-file.ts'
import {
  box,
  child,
  choose,
  dayId,
  group,
  openDay,
  register,
  reopen,
  resultLevel,
  retype,
  show,
  store,
  tapSave,
  tick,
  today,
  type,
  useVisitBed,
  visitRecords,
} from '#tests/fakes/visit-bed.tsx'

useVisitBed()

const man = { name: 'Tono', sex: 'male', birthDate: '1990-01-01' } as const
const woman = { name: 'Sari', sex: 'female', birthDate: '1998-02-02' } as const

const save = async () => {
  await tapSave()
  await resultLevel()
}
const fieldsOf = async (id: string) => {
  const record = await store().record(id)
  return record ? shownFields(record) : {}
}
const fileOf = async (personId: string) => {
  const view = await store().person(personId)
  if (!view) throw new Error('nobody has this id')
  return personFileOf(view.person, view.others)
}
const dosesOf = async (personId: string) =>
  ((await store().person(personId))?.others ?? []).filter(({ kind }) => kind === 'dose')

describe('answers that a card keeps with the person', () => {
  it('are written to the person’s record, and not to the visit', async () => {
    const id = await register(man, openDay)
    show(id)
    await choose('Status perkawinan', 'Menikah')
    await type('Berat badan (BB)', '60')
    await save()
    expect(await fieldsOf(id)).toMatchObject({ name: 'Tono', maritalStatus: 'married' })
    const [visit] = await visitRecords(id)
    expect(Object.keys(answersOf(visit ? shownFields(visit) : {}))).toEqual(['weightKg'])
  })

  it('stand in the next form, and a change replaces what that form showed, without a reason', async () => {
    const id = await register({ ...man, maritalStatus: 'single' }, openDay)
    show(id)
    const single = within(await group('Status perkawinan')).getByRole<HTMLInputElement>('radio', {
      name: 'Belum menikah',
    })
    expect(single.checked).toBe(true)
    await choose('Status perkawinan', 'Menikah')
    await type('Berat badan (BB)', '60')
    const saved = vi.spyOn(store(), 'save')
    await save()
    expect(saved.mock.calls[0]?.[0]).toContainEqual({
      kind: 'person',
      id,
      set: { maritalStatus: 'married' },
      shown: expect.objectContaining({ maritalStatus: [expect.stringMatching(/^1\./)] }),
    })
    expect((await fileOf(id)).kept).toMatchObject({ maritalStatus: 'married' })
  })

  it('are left alone where nobody touched them', async () => {
    const id = await register({ ...man, maritalStatus: 'single', ownStroke: true }, openDay)
    show(id)
    await type('Berat badan (BB)', '60')
    const saved = vi.spyOn(store(), 'save')
    await save()
    expect(saved.mock.calls[0]?.[0].map(({ kind }) => kind)).toEqual(['visit'])
  })

  it('alone make no visit', async () => {
    const id = await register({ ...man, maritalStatus: 'single' }, openDay)
    show(id)
    await box('Berat badan (BB)')
    await tapSave()
    expect(screen.getByText('Belum ada yang diisi.')).toBeTruthy()
    expect(await visitRecords(id)).toEqual([])
  })
})

describe('answers that a card keeps with the pregnancy', () => {
  const pregnancyId = newId()
  const pregnant = async () => {
    const id = await register(woman, openDay)
    const begun = { lastMenstrualPeriodOn: '2026-01-01', prePregnancyWeightKg: 50, gravida: 1 }
    await store().save([{ kind: 'pregnancy', id: pregnancyId, set: { personId: id, ...begun } }])
    return id
  }

  it('are written to its record', async () => {
    const id = await pregnant()
    show(id)
    await retype('Hamil anak ke-', '2')
    await type('Tinggi badan (TB)', '155')
    await type('Berat badan (BB)', '53')
    await save()
    expect(await fieldsOf(pregnancyId)).toMatchObject({ gravida: 2, heightCm: 155, personId: id })
    const [visit] = await visitRecords(id)
    expect(Object.keys(answersOf(visit ? shownFields(visit) : {}))).toEqual(['weightKg'])
  })

  it('of the one that ended are written to it in nifas', async () => {
    const id = await pregnant()
    await store().save([
      { kind: 'pregnancy', id: pregnancyId, set: { endedOn: '2026-05-20', outcome: 'delivered' } },
    ])
    show(id)
    await choose('Tempat bersalin', 'Puskesmas')
    await choose('Cara bersalin', 'Normal')
    await type('Berat badan (BB)', '54')
    await save()
    expect(await fieldsOf(pregnancyId)).toMatchObject({
      deliveryPlace: 'puskesmas',
      deliveryMode: 'vaginal',
      endedOn: '2026-05-20',
    })
    const [visit] = await visitRecords(id)
    expect(visit && shownFields(visit)['instrument']).toBe('nifas')
  })
})

describe('a dose', () => {
  const label = 'Imunisasi yang diberikan hari ini'
  const visitId = (personId: string) => visitIdOnDay(dayId, personId)
  const ticked = async (name: string) =>
    within(await group(label)).getByRole<HTMLInputElement>('checkbox', { name }).checked

  /** A child who was given the first dose against measles and rubella in this visit. */
  async function given() {
    const id = await register(child, openDay)
    show(id)
    await tick(label, 'Campak-Rubela 1')
    await save()
    return id
  }

  it('ticked becomes a dose record of that visit, and no answer of it', async () => {
    const id = await given()
    const [dose] = await dosesOf(id)
    expect(dose?.id).toBe(doseIdInVisit(visitId(id), 'mr1'))
    expect(dose && shownFields(dose)).toEqual({
      personId: id,
      serviceKind: 'immunisation',
      doseId: 'mr1',
      givenOn: today,
      visitId: visitId(id),
      toldBy: 'givenToday',
      servicePlace: 'posyandu',
    })
    expect(await fieldsOf(visitId(id))).not.toHaveProperty('dosesGiven')
    expect((await fileOf(id)).kept).toMatchObject({ mr1GivenOn: today })
  })

  it('is there when the visit is opened again, and is taken back by its day alone', async () => {
    const id = await given()
    reopen()
    show(id)
    expect(await ticked('Campak-Rubela 1')).toBe(true)
    expect(await ticked('Campak-Rubela lanjutan')).toBe(false)
    await tick(label, 'Campak-Rubela 1')
    await save()
    expect(await fieldsOf(doseIdInVisit(visitId(id), 'mr1'))).toMatchObject({ doseId: 'mr1', givenOn: null })
    expect((await fileOf(id)).kept).not.toHaveProperty('mr1GivenOn')
    cleanup()
    show(id)
    expect(await ticked('Campak-Rubela 1')).toBe(false)
    await tick(label, 'Campak-Rubela 1')
    await save()
    expect((await fileOf(id)).kept).toMatchObject({ mr1GivenOn: today })
    expect(await dosesOf(id)).toHaveLength(1)
  })

  it('that the KIA book tells is a record of its own day; it is never today’s', async () => {
    const id = await register(child, openDay)
    show(id)
    await choose('Imunisasi lengkap sesuai umur', 'Tidak')
    const boxes = within(await group('HB0'))
    await userEvent.type(boxes.getByLabelText('Tanggal'), '10')
    await userEvent.type(boxes.getByLabelText('Bulan'), '06')
    await userEvent.type(boxes.getByLabelText('Tahun'), '2025')
    await save()
    expect(await fieldsOf(doseIdTold(id, 'hb0'))).toEqual({
      personId: id,
      serviceKind: 'immunisation',
      doseId: 'hb0',
      givenOn: '2025-06-10',
      toldBy: 'kiaBook',
    })
  })

  it('known from before makes no visit, and stands in the way of no other checklist', async () => {
    const id = await register(child)
    const known = { doseId: 'hb0', givenOn: '2025-06-10', toldBy: 'kiaBook' } as const
    await store().save([
      {
        kind: 'dose',
        id: doseIdTold(id, 'hb0'),
        set: { personId: id, serviceKind: 'immunisation', ...known },
      },
    ])
    show(id)
    await box('Berat badan (BB)')
    expect(screen.getByRole('button', { name: 'Pakai kartu atau checklist lain' })).toBeTruthy()
    await tapSave()
    expect(screen.getByText('Belum ada yang diisi.')).toBeTruthy()
    expect(await visitRecords(id)).toEqual([])
  })
})

describe('another instrument', () => {
  const dialog = () => within(screen.getByRole('dialog'))
  const offer = 'Pakai kartu atau checklist lain'
  const chosen = async (name: string) => {
    await userEvent.click(await screen.findByRole('button', { name: offer }))
    await userEvent.click(dialog().getByRole('button', { name }))
  }

  it('can be chosen at home, and is what the visit is written on', async () => {
    const id = await register(man)
    show(id)
    await chosen('Kunjungan rumah dewasa')
    await choose('Orangnya ditemui', 'Ya')
    await save()
    const [visit] = await visitRecords(id)
    expect(visit && shownFields(visit)).toMatchObject({
      instrument: 'kr-dewasa',
      place: 'home',
      visitedOn: today,
      personMet: 'met',
    })
  })

  it('is offered until something is filled in', async () => {
    show(await register(man))
    await screen.findByRole('button', { name: offer })
    await type('Berat badan (BB)', '60')
    expect(screen.queryByRole('button', { name: offer })).toBeNull()
    await userEvent.clear(await box('Berat badan (BB)'))
    expect(screen.getByRole('button', { name: offer })).toBeTruthy()
  })

  it('is not offered at the post where one card fits, nor for a visit that is there', async () => {
    const id = await register(man, openDay)
    show(id)
    await type('Berat badan (BB)', '60')
    await userEvent.clear(await box('Berat badan (BB)'))
    expect(screen.queryByRole('button', { name: offer })).toBeNull()
    await type('Berat badan (BB)', '60')
    await save()
    cleanup()
    show(id)
    await box('Berat badan (BB)')
    expect(screen.queryByRole('button', { name: offer })).toBeNull()
  })

  it('is offered beside a card of the same day that is saved, and leaves that as it is', async () => {
    const id = await register(man)
    show(id)
    await type('Berat badan (BB)', '60')
    await save()
    cleanup()
    show(id)
    await chosen('Kunjungan rumah dewasa')
    await choose('Orangnya ditemui', 'Ya')
    await save()
    const visits = (await visitRecords(id)).map((visit) => shownFields(visit))
    expect(new Set(visits.map(({ instrument }) => instrument))).toEqual(new Set(['dewasa', 'kr-dewasa']))
    expect(visits).toHaveLength(2)
    expect(visits.find(({ instrument }) => instrument === 'dewasa')).toMatchObject({ weightKg: 60 })
  })

  it('is not offered to somebody of whom no card could judge it', async () => {
    show(await register({ name: 'Tanpa Tanggal' }))
    await screen.findByText('Umurnya belum diketahui')
    expect(screen.queryByRole('button', { name: offer })).toBeNull()
  })
})
