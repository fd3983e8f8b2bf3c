import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import words from '#device/i18n/id/surat.json' with { type: 'json' }
import type { SuratWritten } from '#device/surat/write-surat-jalan.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { SuratCard } from './surat-card.tsx'

const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })

const saved: { name: string; text: string }[] = []
const blobs = new Map<string, Blob>()
beforeEach(() => {
  saved.length = 0
  URL.createObjectURL = (blob) => {
    const address = `blob:${blobs.size}`
    blobs.set(address, blob as Blob)
    return address
  }
  URL.revokeObjectURL = () => undefined
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, text: this.href })
  })
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function () {
    this.open = false
  }
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  Reflect.deleteProperty(navigator, 'canShare')
  Reflect.deleteProperty(navigator, 'share')
})

const written: SuratWritten = {
  id: '01890000-0000-7000-8000-0000000a3f9a',
  fileName: 'surat-jalan-posyandu-contoh-2026-11-22-3F9A.txt',
  text: 'the file',
  rows: 35,
  numbers: { '01890000-0000-7000-8000-000000000001': [[1, 35]] },
}
const write = async () => ({ ok: true as const, surat: written })

/** The files that were noted as handed out. */
function notedFiles() {
  const noted: string[] = []
  return { noted, handedOut: async ({ fileName }: SuratWritten) => void noted.push(fileName) }
}

function allowSharing(share: (data?: ShareData) => Promise<void>) {
  Object.assign(navigator, { canShare: () => true, share })
}

describe('a surat jalan from the queue', () => {
  it('SJ20 says how much is in it and keeps the file when asked, never claiming that it arrived', async () => {
    const { noted, handedOut } = notedFiles()
    renderScreen(<SuratCard />, { store: fakeStore(), surat: { write, handedOut } })
    await userEvent.click(await screen.findByRole('button', { name: words.write }))
    expect(await screen.findByText('Berisi 35 catatan yang belum diterima puskesmas.')).toBeTruthy()
    expect(screen.getByText('Kode surat: 3F9A')).toBeTruthy()
    expect([saved, noted]).toEqual([[], []])
    await userEvent.click(screen.getByRole('button', { name: words.save }))
    expect(saved.map(({ name }) => name)).toEqual([written.fileName])
    // Only asked: whether the browser did it, she alone can see.
    expect(screen.getByText(words.isThere)).toBeTruthy()
    expect(noted).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: words.there }))
    expect(noted).toEqual([written.fileName])
    expect(screen.getByText(`Ada di folder unduhan (Download): ${written.fileName}`)).toBeTruthy()
    expect(screen.queryByText(/sudah diterima/)).toBeNull()
    expect(screen.queryByRole('button', { name: words.share })).toBeNull()
  })

  it('SJ20 notes nothing that she does not find, says what to do, and saves again', async () => {
    const { noted, handedOut } = notedFiles()
    renderScreen(<SuratCard />, { store: fakeStore(), surat: { write, handedOut } })
    await userEvent.click(await screen.findByRole('button', { name: words.write }))
    await userEvent.click(await screen.findByRole('button', { name: words.save }))
    await userEvent.click(screen.getByRole('button', { name: words.notThere }))
    expect(screen.getByText(words.done.missing)).toBeTruthy()
    expect(noted).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: words.saveAgain }))
    expect(saved).toHaveLength(2)
    await userEvent.click(screen.getByRole('button', { name: words.there }))
    expect(noted).toEqual([written.fileName])
  })

  it('SJ20 hands the file to another app where the browser can', async () => {
    const shared: ShareData[] = []
    allowSharing(async (data) => void shared.push(data ?? {}))
    const { noted, handedOut } = notedFiles()
    renderScreen(<SuratCard />, { store: fakeStore(), surat: { write, handedOut } })
    await userEvent.click(await screen.findByRole('button', { name: words.write }))
    await userEvent.click(await screen.findByRole('button', { name: words.share }))
    expect(await screen.findByText(words.done.handedOn)).toBeTruthy()
    expect(shared[0]?.files?.map(({ name, type }) => [name, type])).toEqual([
      [written.fileName, 'text/plain'],
    ])
    expect(noted).toEqual([written.fileName])
  })

  it('SJ13 does not read a file that is too large to be a surat', async () => {
    let reads = 0
    const take = async () => {
      reads += 1
      return { ok: false, code: 'suratRepeated' } as const
    }
    renderScreen(<SuratCard />, { store: fakeStore(), surat: { write, take } })
    const choose = async (size: number) => {
      const film = new File(['x'], 'film.mp4')
      Object.defineProperty(film, 'size', { value: size })
      await userEvent.upload(await screen.findByLabelText(words.take, { selector: 'input' }), film)
    }
    await choose(32 * 1024 * 1024 + 1)
    expect(await screen.findByText(words.takeProblems.notASurat)).toBeTruthy()
    expect(reads).toBe(0)
    await choose(32 * 1024 * 1024)
    expect(await screen.findByText(words.takeProblems.suratRepeated)).toBeTruthy()
    expect(reads).toBe(1)
  })

  it('SJ20 says nothing when the person goes back, and offers saving when sharing fails', async () => {
    const errors = [new DOMException('', 'AbortError'), new DOMException('', 'NotAllowedError')]
    allowSharing(() => Promise.reject(errors.shift() ?? new Error()))
    const { noted, handedOut } = notedFiles()
    renderScreen(<SuratCard />, { store: fakeStore(), surat: { write, handedOut } })
    await userEvent.click(await screen.findByRole('button', { name: words.write }))
    const share = await screen.findByRole('button', { name: words.share })
    await userEvent.click(share)
    expect(screen.queryByText(words.done.handedOn)).toBeNull()
    expect(screen.queryByText(words.done.impossible)).toBeNull()
    await userEvent.click(share)
    expect(await screen.findByText(words.done.impossible)).toBeTruthy()
    expect(noted).toEqual([])
  })

  it.each(['keysUnknown', 'notEnrolled', 'partNotLoaded'] as const)(
    'says why none can be written: %s',
    async (code) => {
      renderScreen(<SuratCard />, { store: fakeStore(), surat: { write: async () => ({ ok: false, code }) } })
      await userEvent.click(await screen.findByRole('button', { name: words.write }))
      expect((await screen.findByRole('alert')).textContent).toBe(`${words.writeProblems[code]}Kode: ${code}`)
    },
  )
})

describe('a surat balasan on the phone', () => {
  const choose = async (text: string) =>
    userEvent.upload(
      await screen.findByLabelText(words.take, { selector: 'input' }),
      new File([text], 'surat.txt'),
    )

  it('SJ12 says what it brought', async () => {
    const files: string[] = []
    renderScreen(<SuratCard />, {
      store: fakeStore(),
      surat: {
        take: async (file) => {
          files.push(file)
          return { ok: true, received: 35, held: 1, records: 4, more: true, refused: ['badSignature'] }
        },
      },
    })
    await choose('an answer')
    const text = (await screen.findByRole('status')).textContent
    expect(files).toEqual(['an answer'])
    expect(text).toContain('35 catatan sudah diterima puskesmas.')
    expect(text).toContain('1 catatan ditahan puskesmas.')
    expect(text).toContain('4 data baru')
    expect(text).toContain('badSignature')
    expect(text).toContain(words.more)
  })

  it('SJ13 has a sentence of its own for every file that settles nothing', async () => {
    const codes = Object.keys(words.takeProblems).filter((code) => code !== 'other')
    expect(new Set(Object.values(words.takeProblems)).size).toBe(codes.length + 1)
    const answers = [...codes]
    renderScreen(<SuratCard />, {
      store: fakeStore(),
      // To the compiler mere texts: they are the keys of the words.
      surat: { take: async () => ({ ok: false, code: answers.shift() ?? '' }) as never },
    })
    for (const code of codes) {
      await choose('x')
      await waitFor(() => expect(screen.getByText(`Kode: ${code}`)).toBeTruthy())
      expect(screen.getByText(words.takeProblems[code as 'suratForged'])).toBeTruthy()
    }
  })

  it('SJ13 says so when the phone cannot store it', async () => {
    renderScreen(<SuratCard />, {
      store: fakeStore(),
      surat: { take: () => Promise.reject(new Error('full')) },
    })
    await choose('x')
    expect((await screen.findByRole('alert')).textContent).toContain(words.takeProblems.storage)
  })
})
