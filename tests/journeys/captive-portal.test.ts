import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goTo, readBalance } from './kader.ts'
import { arrived, tapSave, typeUntilKept, untilResult } from './one-kader.ts'
import { impatient, type Phone } from './phone.ts'
import { type FrontedServer, startFrontedServer } from './running-server.ts'
import { emptyPuskesmas, type SmallPuskesmas, smallPuskesmas } from './small-puskesmas.ts'

type Portal = (request: IncomingMessage, response: ServerResponse) => void

const page = '<!doctype html><title>Wi-Fi Umum</title><h1>Silakan masuk</h1>'

/** How log-in pages of public networks answer whatever is asked. */
const portals: Readonly<Record<string, Portal>> = {
  'a page with 200': (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  },
  'JSON with 200': (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ status: 'ok', received: true, receipts: [] }))
  },
  'a redirect with 302': (_, response) => {
    response.writeHead(302, { location: 'http://localhost:9/masuk' }).end()
  },
  'a page with 511': (_, response) => {
    response.writeHead(511, { 'content-type': 'text/html' }).end(page)
  },
}
const names = ['Nanda Saputra', 'Oki Ramadhan', 'Putra Wibowo', 'Rangga Aditya']
const cases = Object.keys(portals).map((kind, i) => [kind, names[i] as string] as const)

describe('a network that asks for a log-in', () => {
  let server: FrontedServer
  let puskesmas: SmallPuskesmas
  let phone: Phone

  beforeAll(async () => {
    server = await startFrontedServer(emptyPuskesmas)
    puskesmas = await smallPuskesmas(server, names)
    phone = await puskesmas.enrolPhone('Kader Uji', { flags: impatient })
  })
  afterAll(async () => {
    await phone?.close()
    await server?.remove()
  })

  const closePortal = (kind: string) => {
    const portal = portals[kind] as Portal
    server.front.answerWith((request, response) => {
      portal(request, response)
      return 'answered'
    })
  }

  it.each(cases)(
    'SD4 a portal that answers %s is no receipt: it says so, and %s waits (trial 5)',
    async (kind, name) => {
      closePortal(kind)
      await phone.page.goto(server.front.address)
      const before = await readBalance(phone.page)
      await typeUntilKept(phone.page, name)
      await tapSave(phone.page)
      await untilResult(phone.page)
      await phone.page.getByText('Tersimpan di HP ini, menunggu dikirim').waitFor()
      await phone.page.getByText('Selesai', { exact: true }).click()
      await goTo(phone.page, 'Antrean')
      const asked = server.front.answered().length
      await phone.page.getByRole('button', { name: 'Kirim sekarang' }).click()
      await phone.page.getByText(/Jaringan ini meminta masuk dulu/).waitFor()
      await phone.page.getByText(/Masih ada \d+ catatan yang menunggu/).waitFor()
      expect(server.front.answered().slice(asked)).toContain('/api/v1/sync')
      expect(await readBalance(phone.page)).toMatchObject({
        received: before.received,
        waiting: before.waiting + 1,
        held: 0,
      })
      expect(await arrived(puskesmas.nakes)).toEqual([])
    },
  )

  it('the app starts behind the portal as ever, and says nothing of being received (lesson 20)', async () => {
    closePortal('a page with 200')
    await phone.restart()
    await phone.page.goto(server.front.address)
    await phone.page.getByRole('heading', { name: 'Hari ini' }).waitFor()
    await phone.page.getByText('Belum ada tanda terima dari puskesmas').waitFor()
    expect(await phone.page.getByText('Silakan masuk').count()).toBe(0)
  })

  it('all of it arrives once the network lets it, each once', async () => {
    server.front.stepAside()
    await goTo(phone.page, 'Antrean')
    await phone.page.getByRole('button', { name: 'Kirim sekarang' }).click()
    await phone.page.getByText('Semua catatan sudah diterima puskesmas.').waitFor()
    expect(await arrived(puskesmas.nakes)).toEqual([...names].sort())
    expect(await readBalance(phone.page)).toEqual({ saved: 4, received: 4, waiting: 0, held: 0 })
  })
})
