import { cleanup, render, screen } from '@testing-library/react'
import { act, useContext, useEffect } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { newId } from '#device/platform/ids.ts'
import { awaitFirst, FirstAnswersContext } from './first-answers.ts'
import { readFirst } from './first-reads.ts'
import { StoreContext, useLive } from './use-store.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const drawn: string[] = []

function Names() {
  const answers = useContext(FirstAnswersContext)
  useEffect(() => answers?.forget(), [answers])
  const people = useLive(
    (store) => store.directory(),
    [],
    (first) => first.directory,
  )
  const text = people ? `${people.length}: ${people.map(({ name }) => name).join(', ')}` : 'loading'
  drawn.push(text)
  return <p>{text}</p>
}

const person = (name: string) => ({
  kind: 'person' as const,
  id: newId(),
  set: { name, posyanduId: testPosyanduId },
})

it('draws the first screen whole at once, then follows the store, and later screens ask anew', async () => {
  const phone = createPhone()
  const local = phone.open()
  await enrolDirectly(local, deviceIdOf(1))
  await local.store.save([person('Melati')])
  const answers = await awaitFirst(readFirst(phone))
  expect(answers.known()).toMatchObject({ balance: { saved: 1 }, contact: { device: 'active' } })
  const page = (key: string) => (
    <StoreContext value={local.store}>
      <FirstAnswersContext value={answers}>
        <Names key={key} />
      </FirstAnswersContext>
    </StoreContext>
  )
  const { rerender } = render(page('first'))
  expect(drawn[0]).toBe('1: Melati')
  await act(() => local.store.save([person('Mawar')]))
  expect(await screen.findByText('2: Mawar, Melati')).toBeDefined()
  expect(answers.known()).toBeUndefined()
  drawn.length = 0
  rerender(page('later'))
  expect(drawn[0]).toBe('loading')
  expect(await screen.findByText('2: Mawar, Melati')).toBeDefined()
  local.close()
})

it('knows nothing of a store that fails', async () => {
  const answers = await awaitFirst(Promise.reject(new Error('broken')))
  expect(answers.known()).toBeUndefined()
})

it('does not wait for ever for a store that does not answer (lesson 36)', async () => {
  vi.useFakeTimers()
  const asked = awaitFirst(new Promise<never>(() => undefined))
  await vi.advanceTimersByTimeAsync(3_000)
  expect((await asked).known()).toBeUndefined()
})
