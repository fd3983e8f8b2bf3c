import { afterEach, expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import type { LocalStore } from './create-store.ts'

let local: LocalStore
afterEach(() => local.close())

/** What a kader fills in for a child on an ordinary day. */
const answers = {
  instrument: 'balita',
  place: 'posyandu',
  visitedOn: '2026-11-10',
  weightKg: 8.7,
  position: { lengthCm: 71.5, lying: true },
  headCircumferenceCm: 44.2,
  muacCm: 14.1,
  breastfeeding: true,
  mpasi: true,
  completeImmunisation: true,
  vitaminA: true,
  coughTwoWeeks: false,
  feverTwoWeeks: false,
  weightLoss: false,
  closeContact: false,
}

const visits = 100
const kilobytesAVisit = async () => {
  const { bytesPerVisit, ...counted } = await local.store.sizes()
  expect(counted).toEqual({ records: visits + 1, visits })
  return Math.round(bytesPerVisit / 102.4) / 10
}

/** Opens a phone with one person, and gives her id. */
async function phoneWithSiti() {
  local = createPhone().open()
  await enrolDirectly(local, deviceIdOf(1))
  const personId = newId()
  await local.store.save([
    { kind: 'person', id: personId, set: { name: 'Siti', posyanduId: testPosyanduId } },
  ])
  return personId
}

it('tells what a thousand visits take: while they wait, and once only the record is left', async () => {
  const personId = await phoneWithSiti()
  expect((await local.store.sizes()).bytesPerVisit).toBe(0)
  for (let i = 0; i < visits; i++)
    await local.store.save([{ kind: 'visit', id: newId(), set: { personId, ...answers } }])
  // As docs/performance.md has them, to a tenth of a megabyte for a thousand.
  expect(await kilobytesAVisit()).toBeCloseTo(1.8, 1)
  await local.planner.database.outbox.clear()
  expect(await kilobytesAVisit()).toBeCloseTo(0.9, 1)
})

it('looks at visits of all ages, not at the oldest only', async () => {
  const personId = await phoneWithSiti()
  const sizeWith = async (set: { readonly visitedOn: string; readonly reason?: string }) => {
    const each = Array.from({ length: 450 }, () => ({
      kind: 'visit' as const,
      id: newId(),
      set: { personId, ...set },
    }))
    await local.store.save(each)
    return { ids: each.map(({ id }) => id), size: (await local.store.sizes()).bytesPerVisit }
  }
  const old = await sizeWith({ visitedOn: '2024-11-10' })
  const { size: mean } = await sizeWith({ ...answers, reason: 'batuk '.repeat(300) })
  await local.planner.database.records.bulkDelete(old.ids)
  const { bytesPerVisit: ofNew } = await local.store.sizes()
  expect(ofNew).toBeGreaterThan(old.size * 2)
  expect(Math.abs(mean / ((old.size + ofNew) / 2) - 1)).toBeLessThan(0.02)
})
