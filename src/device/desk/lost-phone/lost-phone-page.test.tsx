import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startWords } from '#device/i18n/i18n.ts'
import { noticeWithin, type OnPhoneAnswer } from '#protocol/messages/lost-phone.ts'
import '../desk-words.ts'
import { SessionContext } from '../session.ts'
import { LostPhonePage } from './lost-phone-page.tsx'

const revokedAt = new Date(2026, 10, 22, 18, 3).getTime()
const person = (name: string): OnPhoneAnswer['people'][number] => ({
  id: `of ${name}`,
  posyanduId: 'p1',
  name,
  pregnant: false,
  demo: false,
  voided: false,
  conflict: false,
})
const answer: OnPhoneAnswer = {
  device: {
    id: 'd1',
    account: { id: 'a', name: 'Bu Sari' },
    role: 'kader',
    posyandu: [{ id: 'p1', name: 'Posyandu Teratai 1' }],
    enrolledAt: 0,
    lastContactAt: new Date(2026, 10, 20, 9, 30).getTime(),
    revokedAt,
    appVersion: '1',
    waiting: 2,
  },
  noticeBy: revokedAt + noticeWithin,
  people: [person('Ani'), person('Siti')],
  elsewhere: [{ posyandu: { id: 'p2', name: 'Posyandu Melati 2' }, people: 3 }],
}

async function show(shown: OnPhoneAnswer, now = revokedAt) {
  vi.setSystemTime(now)
  vi.stubGlobal('fetch', async () => Response.json(shown))
  window.scrollTo = () => undefined
  const me = {
    account: { id: 'n', loginName: 'bidan', displayName: 'Bidan', role: 'nakes' },
    puskesmas: { id: 'x', name: 'Puskesmas Contoh', demo: false },
    posyandu: [{ id: 'p1', name: 'Posyandu Teratai 1' }],
    expiresAt: 0,
  } as const
  const session = {
    me: { ...me, posyandu: [...me.posyandu] },
    isAdmin: false,
    logOut: async () => undefined,
    onPurpose: () => undefined,
  }
  const { container } = render(
    <SessionContext value={session}>
      <LostPhonePage id="d1" />
    </SessionContext>,
  )
  await screen.findAllByText(/HP/)
  return container
}

describe('a phone that was lost', () => {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
    startWords()
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
  })

  it('says until when who must be told, and who that is', async () => {
    const container = await show(answer)
    const by = await screen.findByText(/paling lambat Rabu, 25 November 2026/)
    expect(by.textContent).toContain('18.03')
    const list = within(screen.getByRole('list', { name: '2 warga yang datanya ada di HP ini' }))
    expect(list.getAllByRole('link').map((link) => /^(Ani|Siti)/.exec(link.textContent ?? '')?.[0])).toEqual([
      'Ani',
      'Siti',
    ])
    expect(screen.getByText(/^3 warga lagi sekarang terdaftar di Posyandu Melati 2/)).toBeTruthy()
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(found.violations.map(({ id }) => id)).toEqual([])
  })

  it('says so a moment after the time is over, not in its last', async () => {
    await show(answer, revokedAt + noticeWithin)
    expect(await screen.findByText(/paling lambat/)).toBeTruthy()
    cleanup()
    await show(answer, revokedAt + noticeWithin + 1)
    expect(await screen.findByText(/sudah lewat/)).toBeTruthy()
  })

  it('drafts both letters with what is known, and keeps what is written into them', async () => {
    await show(answer)
    const toPeople = await screen.findByLabelText<HTMLTextAreaElement>('Surat untuk warga')
    expect(toPeople.value).toContain('HP yang dipakai Bu Sari (Kader) hilang pada ……')
    expect(toPeople.value).toContain('Kepada Bapak/Ibu warga Posyandu Teratai 1')
    expect(toPeople.value).toContain('termasuk data anak')
    expect(toPeople.value).toContain('Jumat, 20 November 2026')
    const toAuthority = screen.getByLabelText<HTMLTextAreaElement>('Surat untuk lembaga pelindungan data')
    expect(toAuthority.value).toContain('Data 5 orang yang dilayani Posyandu Teratai 1')
    expect(toAuthority.value).not.toMatch(/Siti|Ani\b/)
    await userEvent.type(toPeople, ' Terima kasih.')
    expect(toPeople.value).toMatch(/Terima kasih\.$/)
  })

  it('says whether the phone was heard of since it was revoked, on the page and in both letters', async () => {
    await show(answer)
    expect(await screen.findByText(/^terkunci;/)).toBeTruthy()
    cleanup()
    const lastContactAt = revokedAt + 24 * 60 * 60_000
    await show({ ...answer, device: { ...answer.device, lastContactAt } })
    expect(await screen.findByText(/^sudah ada kabar dari HP ini sesudah dicabut/)).toBeTruthy()
    const letter = screen.getByLabelText<HTMLTextAreaElement>('Surat untuk warga')
    expect(letter.value).toContain('terakhir diperbarui pada Minggu, 22 November 2026')
    expect(letter.value).toContain('Pada Senin, 23 November 2026')
    // When it was last in contact is another thing than when it last got data.
    const toAuthority = screen.getByLabelText<HTMLTextAreaElement>('Surat untuk lembaga pelindungan data')
    expect(toAuthority.value).toContain('terakhir terhubung dengan puskesmas pada Senin, 23 November 2026')
  })

  it('of a phone in use it says to revoke it first', async () => {
    const { people, elsewhere, device } = answer
    await show({ people, elsewhere, device: { ...device, revokedAt: undefined } })
    expect(await screen.findByText('HP ini belum dicabut')).toBeTruthy()
    expect(screen.queryByText('Rancangan surat')).toBeNull()
  })
})
