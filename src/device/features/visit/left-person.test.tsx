import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import words from '#device/i18n/id/visit.json' with { type: 'json' }
import {
  child,
  choose,
  leave,
  openDay,
  register,
  resultLevel,
  show,
  store,
  tapSave,
  type,
  useVisitBed,
} from '#tests/fakes/visit-bed.tsx'

useVisitBed()

const man = { name: 'Tono', sex: 'male', birthDate: '1990-01-01' } as const

it('MV10 judges who left this phone while the form was open, and says so; the visit waits like any', async () => {
  const staying = await register(child, openDay)
  const stays = show(staying)
  await type('Berat badan (BB)', '8,7')
  await tapSave()
  const level = await resultLevel()
  stays.unmount()

  const leaving = await register(child)
  show(leaving)
  await type('Berat badan (BB)', '8,7')
  const { waiting } = await store().balance()
  await leave(leaving)
  expect(await store().person(leaving)).toBeUndefined()
  await tapSave()
  expect(await resultLevel()).toBe(level)
  expect(screen.getByText(words.personGone)).toBeTruthy()
  expect((await store().balance()).waiting).toBe(waiting + 1)
})

it('MV10 keeps what the card writes to their own record, and judges by both', async () => {
  const leaving = await register(man, openDay)
  show(leaving)
  await choose('Status perkawinan', 'Menikah')
  await type('Berat badan (BB)', '60')
  await leave(leaving)
  await tapSave()
  expect(await resultLevel()).toBeTruthy()
  expect(screen.getByText(words.personGone)).toBeTruthy()
  expect(screen.getByRole('heading', { name: 'Tono' })).toBeTruthy()
})
