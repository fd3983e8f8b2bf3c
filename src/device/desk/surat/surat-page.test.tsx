import '../desk-words.ts'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import words from '#device/i18n/id/desk.json' with { type: 'json' }
import { startWords, words as i18n } from '#device/i18n/i18n.ts'
import type { SuratTaken } from '#protocol/messages/surat.ts'
import { SuratPage } from './surat-page.tsx'

const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })

const taken: SuratTaken = {
  from: { account: { id: 'a', name: 'Bu Kader' }, posyandu: [{ id: 'p', name: 'Posyandu Melati' }] },
  madeAt: Date.UTC(2026, 10, 22, 3),
  accepted: 34,
  duplicate: 1,
  held: 2,
  refused: [],
  balasan: { fileName: 'surat-balasan-posyandu-melati-2026-11-22-3F9A.txt', text: 'the answer' },
}

/** A request's path and its body. */
const asked: [string, unknown][] = []
const saved: string[] = []
function answerWith(status: number, body: unknown): void {
  vi.stubGlobal('fetch', async (path: string, request: RequestInit) => {
    asked.push([path, request.body])
    return Response.json(body, { status })
  })
}

beforeEach(() => {
  asked.length = 0
  saved.length = 0
  if (!i18n.isInitialized) startWords()
  window.scrollTo = () => undefined
  URL.createObjectURL = () => 'blob:1'
  URL.revokeObjectURL = () => undefined
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

async function handIn(text: string): Promise<File> {
  const file = new File([text], 'surat-jalan.txt')
  render(<SuratPage />)
  await userEvent.upload(screen.getByLabelText(words.surat.file), file)
  await userEvent.click(screen.getByRole('button', { name: words.surat.take }))
  return file
}

describe('a surat jalan at the desk', () => {
  it('SJ8 goes in as it is, is told in numbers, and gives the surat balasan to keep', async () => {
    answerWith(200, taken)
    const file = await handIn('a surat')
    expect(await screen.findByText('34 catatan diterima.')).toBeTruthy()
    expect(screen.getByText('2 catatan ditahan. Lihat di HP terdaftar.')).toBeTruthy()
    expect(screen.getByText('Bu Kader')).toBeTruthy()
    expect(screen.getByText('Posyandu Melati')).toBeTruthy()
    expect(asked).toEqual([['/api/v1/surat', file]])
    await userEvent.click(screen.getByRole('button', { name: words.surat.save }))
    expect(saved).toEqual([taken.balasan.fileName])
    await userEvent.click(screen.getByRole('button', { name: words.surat.again }))
    expect(screen.getByLabelText(words.surat.file)).toBeTruthy()
  })

  it('SJ9 that came before is told as such, and its answer is given again', async () => {
    answerWith(200, { ...taken, accepted: 0, duplicate: 35, held: 0, notice: 'suratRepeated' })
    await handIn('a surat')
    expect(await screen.findByText(words.surat.repeated)).toBeTruthy()
    expect(screen.getByText('Kode: suratRepeated')).toBeTruthy()
    expect(screen.queryByText(/catatan diterima\./)).toBeNull()
    expect(screen.getByRole('button', { name: words.surat.save })).toBeTruthy()
  })

  it.each([
    'notASurat',
    'suratTruncated',
    'suratDamaged',
    'suratOfOtherKind',
    'suratNewer',
    'suratKeyUnknown',
    'suratForged',
    'wrongPuskesmas',
    'unknownDevice',
    'badSignature',
  ] as const)('SJ14 that is refused is told in a sentence of its own: %s', async (code) => {
    answerWith(422, { error: { code } })
    await handIn('a surat')
    expect((await screen.findByRole('alert')).textContent).toBe(`${words.problems[code]}Kode: ${code}`)
    const sentences = Object.values(words.problems).filter((text) => text === words.problems[code])
    expect(sentences).toHaveLength(1)
  })

  it('asks for a file before it asks the server, and takes no empty one', async () => {
    answerWith(200, taken)
    render(<SuratPage />)
    await userEvent.click(screen.getByRole('button', { name: words.surat.take }))
    expect((await screen.findByRole('alert')).textContent).toContain(words.problems.fileMissing)
    cleanup()
    await handIn('')
    expect((await screen.findByRole('alert')).textContent).toContain(words.problems.notASurat)
    expect(asked).toEqual([])
  })
})
