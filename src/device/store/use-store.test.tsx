import { cleanup, render, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it } from 'vitest'
import { createPhone, deviceIdOf, enrolDirectly, testPosyanduId } from '#tests/fakes/device.ts'
import { newId } from '#device/platform/ids.ts'
import { StoreContext, useLive, useStore } from './use-store.ts'

// React asks tests to say that they wrap updates in `act`.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
afterEach(cleanup)

function Names({ id }: { readonly id: string }) {
  const people = useLive((store) => store.directory())
  const view = useLive((store) => store.person(id), [id])
  const balance = useLive((store) => store.balance())
  if (!people || !balance) return <p>loading</p>
  return (
    <p>
      {people.map(({ name }) => name).join(', ')} / {view?.visits.length ?? 'nobody'} / {balance.waiting}
    </p>
  )
}

it('reads again when what was read changes, also from another tab', async () => {
  const phone = createPhone()
  const local = phone.open()
  await enrolDirectly(local, deviceIdOf(1))
  const id = newId()
  render(
    <StoreContext value={local.store}>
      <Names id={id} />
    </StoreContext>,
  )
  expect(await screen.findByText('/ nobody / 0')).toBeDefined()
  const set = { name: 'Melati', posyanduId: testPosyanduId }
  await act(() => local.store.save([{ kind: 'person', id, set }]))
  expect(await screen.findByText('Melati / 0 / 1')).toBeDefined()
  const tab = phone.open()
  const visit = { personId: id, visitedOn: '2026-06-03', instrument: 'balita', weightKg: 9 }
  await act(() => tab.store.save([{ kind: 'visit', id: newId(), set: visit }]))
  expect(await screen.findByText('Melati / 1 / 2')).toBeDefined()
  tab.close()
  local.close()
})

function Bare() {
  useStore()
  return null
}

it('says plainly when there is no store above', () => {
  expect(() => render(<Bare />)).toThrow('StoreContext')
})
