import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { enrolAnswerSchema } from '#protocol/messages/enrol.ts'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { readMeta } from '#device/store/database.ts'
import { makeDataKey, sealablePuskesmasKeys, sealing } from '#tests/builders/sealed-phone.ts'
import { createPhone, deviceIdOf, testPosyanduId, testPuskesmasId } from '#tests/fakes/device.ts'
import { enrolWith } from './enrol-with.ts'

const opened: LocalStore[] = []
const asked = vi.fn<(reason: string) => void>()
const answered = vi.fn<() => void>()
const noteUse = vi.fn<(name?: string) => Promise<boolean>>(async () => true)
const takeBack = vi.fn<() => Promise<void>>(async () => undefined)
const use = { note: noteUse, takeBack }

beforeEach(async () => {
  // Nobody checks a signature here; its form has to be one.
  const keys = { ...(await sealablePuskesmasKeys()), sign: 'A'.repeat(87) }
  const answer = enrolAnswerSchema.parse({
    serverTime: 1_000,
    deviceId: deviceIdOf(1),
    puskesmas: { id: testPuskesmasId, name: 'Puskesmas Uji', demo: true },
    person: { id: deviceIdOf(9), name: 'Bu Kader', role: 'kader' },
    posyandu: [{ id: testPosyanduId, name: 'Posyandu Satu' }],
    settings: {},
    pullToken: 'secret',
    keys,
  })
  vi.stubGlobal('fetch', async () => {
    answered()
    return Response.json(answer)
  })
})
afterEach(() => {
  for (const local of opened.splice(0)) local.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  asked.mockReset()
  answered.mockReset()
  noteUse.mockClear()
  takeBack.mockClear()
})

async function freshPhone() {
  const local = createPhone().open({ seals: sealing(await makeDataKey()).seals })
  opened.push(local)
  const sync = {
    status: () => ({ state: 'idle' }) as const,
    listen: () => () => undefined,
    request: asked,
    stop: () => undefined,
    history: async () => ({ ok: false, code: 'network' }) as const,
  }
  return { local, machinery: async () => ({ local, sync }) }
}

const parts = {
  loadEnrol: () => import('#device/enrolment/enrol.ts'),
  loadHpke: () => import('#protocol/surat/hpke.ts'),
}

it('SL4 enrols a phone whose first queue key the puskesmas can open', async () => {
  const { local, machinery } = await freshPhone()
  expect(await enrolWith(machinery, 'ABCD-EF12', use)).toMatchObject({ ok: true })
  expect(asked.mock.calls).toEqual([['button']])
  expect(noteUse.mock.calls).toEqual([[], ['Bu Kader']])
  await local.store.save([{ kind: 'person', id: newId(), set: { name: 'Siti', posyanduId: testPosyanduId } }])
  const notes = (await readMeta(local.planner.database, 'queueKeys')) ?? []
  expect(notes.map((note) => 'sealed' in note)).toEqual([true])
})

it('SL8 uses no code where there is no room to note whose phone it is', async () => {
  const { machinery } = await freshPhone()
  const full = async (): Promise<boolean> => {
    throw new DOMException('no room', 'QuotaExceededError')
  }
  await expect(enrolWith(machinery, 'ABCD-EF12', { ...use, note: full })).rejects.toMatchObject({
    code: 'storageFull',
  })
  expect(answered).not.toHaveBeenCalled()
})

it.each(['loadEnrol', 'loadHpke'] as const)(
  'SL4 asks nobody, and uses no code, where %s does not come',
  async (part) => {
    const { local, machinery } = await freshPhone()
    const lacking = { ...parts, [part]: () => Promise.reject(new TypeError('Failed to fetch')) }
    expect(await enrolWith(machinery, 'ABCD-EF12', use, lacking)).toEqual({
      ok: false,
      code: 'network',
    })
    expect([answered.mock.calls.length, noteUse.mock.calls.length]).toEqual([0, 0])
    expect(await local.store.enrolment()).toBeUndefined()
    // The same code is good as soon as it comes.
    expect(await enrolWith(machinery, 'ABCD-EF12', use, parts)).toMatchObject({ ok: true })
  },
)

it.each([
  ['a code that is wrong', 401, 'enrolCodeWrong', 1],
  ['a code that was used', 409, 'enrolCodeUsed', 1],
  // It may have enrolled this phone all the same.
  ['a fault of the puskesmas', 500, 'internal', 0],
])('SL8 after %s the vault is nobody’s again only where that is certain', async (_, status, code, times) => {
  vi.stubGlobal('fetch', async () => Response.json({ error: { code } }, { status }))
  const { machinery } = await freshPhone()
  expect(await enrolWith(machinery, 'ABCD-EF12', use)).toMatchObject({ ok: false })
  expect([noteUse.mock.calls, takeBack.mock.calls.length]).toEqual([[[]], times])
})

it('SL8 a network that goes while the puskesmas is asked proves nothing: it may have enrolled this phone', async () => {
  vi.stubGlobal('fetch', async () => {
    answered()
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    throw new TypeError('Failed to fetch')
  })
  const { machinery } = await freshPhone()
  expect(await enrolWith(machinery, 'ABCD-EF12', use)).toEqual({ ok: false, code: 'network' })
  expect([answered.mock.calls.length, takeBack.mock.calls.length]).toEqual([1, 0])
})

it('SL8 without a network nobody is asked, and the vault stays nobody’s', async () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const { machinery } = await freshPhone()
  expect(await enrolWith(machinery, 'ABCD-EF12', use)).toEqual({ ok: false, code: 'network' })
  expect([answered.mock.calls.length, noteUse.mock.calls.length]).toEqual([0, 0])
})

it('SL8 a refused code takes nothing back from who had enrolled before', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ error: { code: 'enrolCodeWrong' } }, { status: 401 }))
  const { machinery } = await freshPhone()
  noteUse.mockResolvedValueOnce(false)
  expect(await enrolWith(machinery, 'ABCD-EF12', use)).toMatchObject({ ok: false })
  expect(takeBack).not.toHaveBeenCalled()
})
