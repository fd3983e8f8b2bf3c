import { describe, expect, test } from 'vitest'
import { mutationSchema } from '#protocol/mutation.ts'
import { doseIdInVisit, posyanduDayId, visitIdOnDay } from './ids.ts'

const posyandu = '0190a5f0-0000-7000-8000-0000000000aa'
const person = '0190a5f0-0000-7000-8000-0000000000bb'

describe('ids that two phones make alike', () => {
  test('ID3: they never change', () => {
    const day = posyanduDayId(posyandu, '2026-11-10')
    const visit = visitIdOnDay(day, person)
    expect([day, visit, doseIdInVisit(visit, 'vitaminA')]).toEqual([
      '81ed8728-c06c-5aab-93c5-562007e13b04',
      '2dea2d98-b093-537e-9406-fa6e4f6ccdf1',
      '55c1e4ef-3aee-5ac6-96f6-8b32001cca9d',
    ])
  })

  test.each(['0190A5F0-0000-7000-8000-0000000000AA', `{${posyandu}}`, posyandu.slice(1), 'kader-1', ''])(
    'ID1: %j names nothing',
    (id) => {
      const mutation = { number: 1, time: 1, kind: 'person', id: posyandu, set: { name: 'Siti' }, seen: {} }
      expect(mutationSchema.safeParse(mutation).success).toBe(true)
      expect(mutationSchema.safeParse({ ...mutation, id }).success).toBe(false)
    },
  )

  test('ID1: they are readable ids, and different for different things', () => {
    const ids = [
      posyanduDayId(posyandu, '2026-11-10'),
      posyanduDayId(posyandu, '2026-11-11'),
      visitIdOnDay(posyandu, person),
      visitIdOnDay(person, posyandu),
      doseIdInVisit(posyandu, person),
    ]
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
