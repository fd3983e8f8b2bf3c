import { expect, it } from 'vitest'
import { newId } from './ids.ts'

it('ID2 makes ids that no other phone makes, and that sort as they were made', () => {
  const ids = Array.from({ length: 1_000 }, () => newId())
  expect(
    ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toBe(true)
  expect(new Set(ids).size).toBe(1_000)
  expect([...ids].sort()).toEqual(ids)
})
