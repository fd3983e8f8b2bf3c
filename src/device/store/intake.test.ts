import { expect, it } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { followRules } from './intake.ts'
import { plainSeals, type Seal } from './seal.ts'

/** As far as anything can come by itself while something else is held up. */
async function turns(count: number) {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

it('a save that is under way is not disturbed by new rules', async () => {
  let gate = Promise.resolve()
  const data: Seal = {
    ...plainSeals.data,
    seal: async (value) => {
      await gate
      return plainSeals.data.seal(value)
    },
  }
  const local = createPhone().open({ seals: { ...plainSeals, data } })
  await enrolDirectly(local, deviceIdOf(1))
  const { promise, resolve: open } = Promise.withResolvers<void>()
  gate = promise
  const id = newId()
  const saving = local.store.save([
    { kind: 'person', id, set: { name: 'Melati', posyanduId: testPosyanduId } },
  ])
  await turns(40)
  const following = followRules(local, 'newer')
  await turns(40)
  open()
  await Promise.all([saving, following])
  expect((await local.store.directory()).map((entry) => entry.name)).toEqual(['Melati'])
  local.close()
})

it('an estimated birth date is told as such in the list, an exact one needs no word', async () => {
  const local = createPhone().open()
  await enrolDirectly(local, deviceIdOf(1))
  const person = (name: string, birthDatePrecision: string | null) => ({
    kind: 'person' as const,
    id: newId(),
    set: { name, posyanduId: testPosyanduId, birthDate: '1960-07-01', birthDatePrecision },
  })
  await local.store.save([person('A', 'estimated'), person('B', 'day'), person('C', null)])
  const told = (await local.store.directory()).map((entry) => entry.birthDatePrecision)
  expect(told).toEqual(['estimated', undefined, undefined])
  local.close()
})
