import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import words from '#device/i18n/id/visit.json' with { type: 'json' }
import { systemClock } from '#device/platform/clock.ts'
import { writeMeta } from '#device/store/database.ts'
import {
  box,
  child,
  database,
  openDay,
  register,
  show,
  store,
  today,
  type,
  useVisitBed,
} from '#tests/fakes/visit-bed.tsx'

useVisitBed()

const day = 86_400_000
const puskesmasDay = '10 Mei 2026 (menurut puskesmas)'
const phoneDay = '3 Juni 2026 (menurut HP ini)'

/** The phone is 24 days ahead of the puskesmas, and knows it. */
async function clockAhead(): Promise<void> {
  const now = systemClock.now()
  await writeMeta(database(), 'contact', {
    device: 'active',
    firstLoadDone: true,
    lastContactAt: now - 24 * day,
    clockOffset: 24 * day,
  })
}

const asks = () => screen.findByRole('heading', { name: words.askDay.title })

it.each([
  [puskesmasDay, '2026-05-10'],
  [phoneDay, today],
])(
  'asks for the day of a visit at home where phone and puskesmas differ, and takes %s (lesson 51)',
  async (answer, expected) => {
    const id = await register(child)
    await clockAhead()
    show(id)
    await asks()
    await userEvent.click(screen.getByRole('button', { name: answer }))
    await type(/^Berat badan/, '8,1')
    await expect
      .poll(async () => (await store().drafts()).map(({ value }) => value))
      .toMatchObject([{ visitedOn: expected }])
  },
)

it('asks nobody on an open posyandu day, and nobody whose clock agrees', async () => {
  const id = await register(child, openDay)
  await clockAhead()
  show(id)
  await box(/^Berat badan/)
  expect(screen.queryByRole('heading', { name: words.askDay.title })).toBeNull()
})
