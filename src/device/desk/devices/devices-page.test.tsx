import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startWords } from '#device/i18n/i18n.ts'
import type { Account, DeviceView, MeAnswer } from '#protocol/messages/access.ts'
import type { HeldLine } from '#protocol/messages/held.ts'
import '../desk-words.ts'
import { SessionContext } from '../session.ts'
import { DevicesPage } from './devices-page.tsx'

const ownPhone = '00000000-0000-4000-8000-00000000d001'
const strangePhone = '00000000-0000-4000-8000-00000000d002'
const personId = '00000000-0000-4000-8000-00000000e001'
const device: DeviceView = {
  id: ownPhone,
  account: { id: 'a', name: 'Bu Sari' },
  role: 'kader',
  posyandu: [{ id: 'p1', name: 'Teratai 1' }],
  enrolledAt: 0,
  appVersion: '1',
  held: 2,
}
const line = (more: Partial<HeldLine>): HeldLine => ({
  deviceId: ownPhone,
  number: 1,
  id: '00000000-0000-4000-8000-00000000f001',
  code: 'unreadable',
  kind: 'visit',
  receivedAt: 0,
  acceptable: false,
  closable: true,
  ...more,
})
const siti = {
  personId,
  personName: 'Siti',
  posyanduId: 'p1',
  fields: { personId, instrument: 'balita', visitedOn: '2026-11-10', place: 'home', weightKg: 8.1 },
}
const me: MeAnswer = {
  account: { id: 'n', loginName: 'bidan', displayName: 'Bidan', role: 'nakes' },
  puskesmas: { id: 'x', name: 'X', demo: false },
  posyandu: [{ id: 'p1', name: 'Teratai 1' }],
  expiresAt: 0,
}

const kader: Account = {
  id: '00000000-0000-4000-8000-00000000c001',
  displayName: 'Bu Sari (baru)',
  role: 'kader',
  active: true,
  posyandu: [{ id: 'p1', name: 'Teratai 1' }],
  createdAt: 0,
}

function show(held: readonly HeldLine[], isAdmin = false, shown: DeviceView = device) {
  const asked: { path: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (init.method === 'POST') asked.push({ path, body: JSON.parse(init.body as string) })
    if (path === '/api/v1/devices') return Response.json({ devices: [shown] })
    if (path === '/api/v1/accounts') return Response.json({ accounts: [kader] })
    if (path === '/api/v1/held') {
      const devices = [...new Set(held.map((one) => one.deviceId))].map((id) => ({ id, name: 'Bu Wati' }))
      return Response.json({ held, devices })
    }
    return Response.json(path.endsWith('accept') ? { accepted: 1, stays: [] } : {})
  })
  window.scrollTo = () => undefined
  const session = { me, isAdmin, logOut: async () => undefined, onPurpose: () => undefined }
  const { container } = render(
    <SessionContext value={session}>
      <DevicesPage />
    </SessionContext>,
  )
  return { asked, container }
}

describe('what is held of each phone', () => {
  beforeAll(() => {
    startWords()
    Object.assign(HTMLDialogElement.prototype, {
      showModal(this: HTMLDialogElement) {
        this.open = true
      },
      close(this: HTMLDialogElement) {
        this.open = false
      },
    })
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
  })

  it('says of a phone that was enrolled and never got through that it never had contact (lesson 42)', async () => {
    const lastContact = async () => {
      const name = await screen.findByText('Kontak terakhir')
      return name.parentElement?.textContent
    }
    show([])
    expect(await lastContact()).toContain('belum pernah')
    cleanup()
    show([], false, { ...device, lastContactAt: Date.UTC(2026, 10, 10) })
    expect(await lastContact()).not.toContain('belum pernah')
  })

  it('calls the way to a lost phone by the words that can be seen, and whose phone it is', async () => {
    show([], false, { ...device, revokedAt: Date.UTC(2026, 10, 20) })
    const link = await screen.findByText('HP hilang atau dicuri')
    expect(link.closest('a')?.getAttribute('aria-label')).toBe('HP hilang atau dicuri: Bu Sari')
  })

  it('says what, whose, why and what it would write, and is accepted after a question', async () => {
    const { asked, container } = show([
      line({ code: 'outOfScope', field: 'personId', acceptable: true, record: siti }),
    ])
    const item = (await screen.findByText('Kunjungan, Siti')).closest('li') as HTMLElement
    expect(item.textContent).toContain('Tercatat di posyandu lain daripada HP ini')
    expect(item.textContent).toContain('8,1 kg')
    expect(item.textContent).toContain('Kunjungan rumah')
    expect(item.textContent).not.toMatch(/home|balita|instrument/)
    expect(item.textContent).not.toContain(personId)
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(found.violations.map(({ id }) => id)).toEqual([])
    await userEvent.click(within(item).getByRole('button', { name: 'Terima Kunjungan, Siti' }))
    expect(asked).toEqual([])
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Terima' }))
    const items = [{ number: 1, id: line({}).id }]
    expect(asked).toEqual([{ path: '/api/v1/held/accept', body: { deviceId: ownPhone, items } }])
  })

  it('is closed only for a reason', async () => {
    const { asked } = show([line({ field: 'weightKg' })])
    const item = (await screen.findByText('Kunjungan')).closest('li') as HTMLElement
    expect(item.textContent).toContain('Bagian: Berat badan (BB)')
    expect(within(item).queryByRole('button', { name: /^Terima/ })).toBeNull()
    await userEvent.click(within(item).getByRole('button', { name: 'Tutup Kunjungan' }))
    const sheet = within(await screen.findByRole('dialog'))
    await userEvent.click(sheet.getByRole('button', { name: 'Tutup' }))
    expect(sheet.getByText('Pilih alasannya dulu.')).toBeTruthy()
    expect(asked).toEqual([])
    await userEvent.click(sheet.getByLabelText('Salah catat'))
    await userEvent.click(sheet.getByRole('button', { name: 'Tutup' }))
    expect(asked).toMatchObject([{ path: '/api/v1/held/close', body: { reason: 'mistaken' } }])
  })

  it('shows phones of other posyandu that wrote to one of this nakes', async () => {
    show([line({ deviceId: strangePhone, code: 'outOfScope', acceptable: true, record: siti })])
    const list = within(await screen.findByRole('list', { name: 'HP dari posyandu lain' }))
    expect(list.getByText('HP Bu Wati')).toBeTruthy()
    expect(list.getByText('Kunjungan, Siti')).toBeTruthy()
  })

  it('lets a forgotten phone back in after a question', async () => {
    const { asked, container } = show([], false, { ...device, forgottenAt: 1, accountKnown: true })
    await userEvent.click(await screen.findByRole('button', { name: 'Terima lagi HP Bu Sari' }))
    expect(asked).toEqual([])
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(found.violations.map(({ id }) => id)).toEqual([])
    const sheet = within(await screen.findByRole('dialog'))
    await userEvent.click(sheet.getByRole('button', { name: 'Terima HP ini lagi' }))
    expect(asked).toEqual([{ path: `/api/v1/devices/${ownPhone}/admit`, body: {} }])
  })

  it('sends a nakes to the admin where the holder is forgotten too, and has the admin name one', async () => {
    const forgotten = { ...device, account: { id: 'gone', name: '' }, forgottenAt: 1, accountKnown: false }
    show([], false, forgotten)
    expect(await screen.findByText(/Minta admin menerima HP ini lagi/)).toBeTruthy()
    expect(screen.getByRole('heading', { name: /HP yang tidak dikenal lagi/ })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Terima lagi/ })).toBeNull()
    cleanup()
    const { asked } = show([], true, forgotten)
    await userEvent.click(await screen.findByRole('button', { name: /Terima lagi HP/ }))
    const sheet = within(await screen.findByRole('dialog'))
    await userEvent.click(sheet.getByRole('button', { name: 'Terima HP ini lagi' }))
    expect(sheet.getByText('Pilih pemegangnya dulu.')).toBeTruthy()
    await userEvent.click(await sheet.findByLabelText(/Bu Sari \(baru\)/))
    await userEvent.click(sheet.getByRole('button', { name: 'Terima HP ini lagi' }))
    expect(asked).toMatchObject([{ body: { accountId: kader.id } }])
  })

  it('says where the phone shows another number than the puskesmas holds', async () => {
    show([line({})])
    expect(await screen.findByText(/HP menunjukkan 2 ditahan/)).toBeTruthy()
    cleanup()
    show([line({}), line({ number: 2 })])
    await screen.findByText('2 catatan ditahan')
    expect(screen.queryByText(/HP menunjukkan/)).toBeNull()
  })

  it('takes all that can be taken at once, and leaves the rest', async () => {
    const able = { code: 'deviceRevoked', acceptable: true, record: siti }
    const { asked } = show([line({ ...able, number: 1 }), line({ ...able, number: 2 }), line({ number: 3 })])
    await userEvent.click(await screen.findByRole('button', { name: 'Terima semua yang bisa (2)' }))
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Terima' }))
    expect(asked[0]?.body).toMatchObject({ items: [{ number: 1 }, { number: 2 }] })
  })

  it('an admin sees that and why something is held, and decides nothing', async () => {
    show([line({ closable: false })], true)
    const item = (await screen.findByText('Kunjungan')).closest('li') as HTMLElement
    expect(within(item).queryByRole('button')).toBeNull()
    expect(item.textContent).toContain('Tidak bisa dibaca')
    expect(item.textContent).not.toContain('Hanya nakes')
  })
})
