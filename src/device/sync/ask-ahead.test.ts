import { afterEach, describe, expect, it } from 'vitest'
import { cursorHeader, type SyncAnswer } from '#protocol/messages/sync.ts'
import { newId } from '#device/platform/ids.ts'
import { closeAll, person, setUp, type Setup } from '#tests/fakes/sync-setup.ts'
import type { Progress } from './engine.ts'
import type { Transport } from './send.ts'

afterEach(closeAll)

/** A puskesmas that tells the cursor ahead, as the real one does; `calls` in the order in which they set out. */
function tellingAhead({ server }: Setup, calls: string[], gate: 'open' | 'untilNextSetsOut' = 'open') {
  const setOut: (() => void)[] = []
  const transport: Transport = async (path, request) => {
    const number = calls.push('sent')
    for (const tell of setOut.splice(0)) tell()
    const answer = await server.fetch(path, request)
    const body = (await answer.json()) as SyncAnswer
    const text = JSON.stringify(body)
    const isNextOut = () => calls.lastIndexOf('sent') > number - 1
    const stream = new ReadableStream({
      async start(controller) {
        if (gate !== 'open' && body.more && !isNextOut()) await new Promise<void>((go) => setOut.push(go))
        calls.push(`arrived ${number}`)
        controller.enqueue(new TextEncoder().encode(text))
        controller.close()
      },
    })
    const headers = { 'content-length': '321', ...(body.more && { [cursorHeader]: body.cursor ?? '' }) }
    return new Response(stream, { headers })
  }
  return transport
}

/** The head of an answer, and nothing after it. */
const cutOff = ({ headers }: Response) =>
  new Response(new ReadableStream({ start: (controller) => controller.error(new Error('cut')) }), { headers })

async function posyandu(people: number) {
  const first = await setUp()
  await first.local.store.save(Array.from({ length: people }, () => person(newId())))
  while ((await first.local.store.balance()).waiting > 0) await first.sync()
  return { first, second: await setUp({}, first.server, 2) }
}

describe('asking ahead', () => {
  it('PL9 the next page sets out before the one before has come in, and each is taken once, in order', async () => {
    const { second } = await posyandu(1_300)
    const calls: string[] = []
    const progress: Progress[] = []
    const outcome = await second.sync(tellingAhead(second, calls, 'untilNextSetsOut'), {
      onProgress: (step) => progress.push(step),
    })
    expect(outcome).toEqual({ ok: true })
    expect(await second.local.store.directory()).toHaveLength(1_300)
    expect(calls.slice(0, 3)).toEqual(['sent', 'sent', 'arrived 1'])
    expect(calls.filter((call) => call === 'sent')).toHaveLength(3)
    expect(progress.map(({ done, total }) => [done, total])).toEqual([
      [250, 1_300],
      [1_250, 1_300],
      [1_300, 1_300],
    ])
  })

  it('PL9 RE3 a cut after the first page loses nothing, and progress goes on where it was', async () => {
    const { second } = await posyandu(600)
    const calls: string[] = []
    const good = tellingAhead(second, calls)
    let requests = 0
    await second.sync((path, request) =>
      requests++ ? Promise.reject(new Error('cut')) : good(path, request),
    )
    expect(await second.local.store.contact()).toMatchObject({
      firstLoadDone: false,
      load: { done: 250, all: 600 },
    })
    const progress: Progress[] = []
    await second.sync(good, { onProgress: (step) => progress.push(step) })
    expect(progress).toEqual([{ phase: 'pull', done: 600, total: 600 }])
    const contact = await second.local.store.contact()
    expect([contact.firstLoadDone, contact.load]).toEqual([true, undefined])
  })

  it('PL9 what is saved meanwhile goes with the next batch; the page asked for early is left', async () => {
    const { second } = await posyandu(1_300)
    const calls: string[] = []
    const good = tellingAhead(second, calls)
    let requests = 0
    await second.sync(async (path, request) => {
      requests += 1
      if (requests === 2) await second.local.store.save([person(newId())])
      return good(path, request)
    })
    expect(await second.local.store.balance()).toMatchObject({ saved: 1, received: 1 })
    expect(await second.local.store.directory()).toHaveLength(1_301)
  })
})

describe('bytes of a month', () => {
  it('TF1 counts what each exchange sent and received, as the wire had it, by month of the server', async () => {
    const { second } = await posyandu(1)
    const body = JSON.stringify({}).length
    let sent = 0
    const good = tellingAhead(second, [])
    await second.sync(async (path, request) => {
      sent += (request.body as Uint8Array).length
      return good(path, request)
    })
    const traffic = await second.local.store.traffic()
    expect(Object.keys(traffic)).toEqual(['2026-06'])
    expect(traffic['2026-06']).toMatchObject({ received: 321, app: 0 })
    expect(traffic['2026-06']?.sent).toBeGreaterThan(sent + body)
  })

  it('TF1 counts what was sent in vain, and the answer whole where its length is not told', async () => {
    const { second } = await posyandu(1)
    await second.sync(() => Promise.reject(new Error('no network')))
    const vain = (await second.local.store.traffic())['2026-06']
    expect(vain?.sent).toBeGreaterThan(0)
    expect(vain?.received).toBe(0)
    await second.sync()
    expect((await second.local.store.traffic())['2026-06']?.received).toBeGreaterThan(200)
  })

  it.each([
    ['because something was saved meanwhile', 2],
    ['because the page before it was cut off', 1],
  ])('TF1 counts a page that was asked ahead and left, %s', async (_, cut) => {
    const { second } = await posyandu(300)
    const good = tellingAhead(second, [], 'untilNextSetsOut')
    const sizes: number[] = []
    await second.sync(async (path, request) => {
      const number = sizes.push((request.body as Uint8Array).length)
      if (number === 2) await second.local.store.save([person(newId())])
      const answer = await good(path, request)
      return number === cut ? cutOff(answer) : answer
    })
    const { sent = 0, received = 0 } = (await second.local.store.traffic())['2026-06'] ?? {}
    expect(sizes.length).toBeGreaterThan(1)
    // Every request with its bytes, and with a head whatever was answered.
    const heads = sent - sizes.reduce((sum, size) => sum + size, 0)
    expect(heads / 1_000).toBe(received / 321)
  })

  it('TF2 keeps this month and the one before', async () => {
    const { first } = await posyandu(1)
    const day = 24 * 60 * 60 * 1000
    for (let month = 0; month < 3; month++) {
      first.phone.clock.pass(31 * day)
      await first.sync()
    }
    expect(Object.keys(await first.local.store.traffic())).toEqual(['2026-08', '2026-09'])
  })
})
