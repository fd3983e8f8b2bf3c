import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeCameraFilm } from './camera-picture.ts'
import { type DeskClient, logIn } from './desk-client.ts'
import { openGate } from './gate.ts'
import { findSignal, loseSignal, openPhone } from './phone.ts'
import { type RunningServer, startServer } from './running-server.ts'

type Code = { readonly code: string; readonly link: string }

describe('enrolling a phone', () => {
  let server: RunningServer
  let admin: DeskClient
  let kaderId: string
  const folder = mkdtempSync(join(tmpdir(), 'teratai-film-'))
  const newCode = () => admin.post<Code>('/api/v1/enrolment-codes', { accountId: kaderId })

  beforeAll(async () => {
    server = await startServer({ environment: { TERATAI_DEMO: '0', TERATAI_ADMIN_PASSWORD: 'admin-uji-1' } })
    admin = await logIn(server.address, 'admin', 'admin-uji-1')
    const posyandu = await admin.post<{ id: string }>('/api/v1/posyandu', { name: 'Posyandu Uji 1' })
    const kader = await admin.post<{ id: string }>('/api/v1/accounts', {
      displayName: 'Kader Uji',
      role: 'kader',
      posyandu: [posyandu.id],
    })
    kaderId = kader.id
  })

  afterAll(async () => {
    await server?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  it('by a code typed in small letters with a hyphen; the same code does not serve a second phone', async () => {
    const { code } = await newCode()
    const first = await openPhone()
    const second = await openPhone()
    try {
      await first.page.goto(server.address)
      await first.page.getByLabel('Kode pendaftaran').fill(code.toLowerCase())
      await first.page.getByRole('button', { name: 'Daftarkan HP ini' }).click()
      await first.page.getByText('HP ini terdaftar').waitFor()
      expect(await first.page.getByText('Posyandu Uji 1').count()).toBeGreaterThan(0)

      await second.page.goto(server.address)
      await second.page.getByLabel('Kode pendaftaran').fill(code)
      await second.page.getByRole('button', { name: 'Daftarkan HP ini' }).click()
      await second.page.getByText('Kode ini sudah dipakai').waitFor()
    } finally {
      await first.close()
      await second.close()
    }
  })

  it('by the QR before a real camera stream', async () => {
    const { link } = await newCode()
    const film = join(folder, 'qr.y4m')
    writeCameraFilm(film, link)
    const phone = await openPhone({
      permissions: ['camera'],
      flags: [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ],
    })
    try {
      await phone.page.goto(server.address)
      await phone.page.getByRole('button', { name: 'Pindai QR' }).click()
      await phone.page.getByRole('button', { name: 'Nyalakan kamera' }).click()
      await phone.page.getByText('HP ini terdaftar').waitFor({ timeout: 60_000 })
    } finally {
      await phone.close()
    }
  })

  it('leaves no code in the address after a link', async () => {
    const { link } = await newCode()
    const phone = await openPhone()
    try {
      await phone.page.goto(link)
      await phone.page.getByText('HP ini terdaftar').waitFor()
      expect(phone.page.url()).toBe(`${server.address}/enrol`)
    } finally {
      await phone.close()
    }
  })

  it('says so when there is no network, and keeps the typed code for when there is', async () => {
    const { code } = await newCode()
    const gate = await openGate(Number(new URL(server.address).port))
    const phone = await openPhone()
    try {
      await phone.page.goto(gate.address)
      await phone.page.getByLabel('Kode pendaftaran').fill(code)
      await loseSignal(phone, gate)
      await phone.page.getByRole('button', { name: 'Daftarkan HP ini' }).click()
      await phone.page.getByText('Mendaftar perlu internet').waitFor()
      expect(await phone.page.getByLabel('Kode pendaftaran').inputValue()).toBe(code)

      await findSignal(phone, gate)
      await phone.page.getByRole('button', { name: 'Daftarkan HP ini' }).click()
      await phone.page.getByText('HP ini terdaftar').waitFor()
    } finally {
      await phone.close()
      await gate.remove()
    }
  })
})
