import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, describe, expect, it } from 'vitest'
import '#device/i18n/person-words.ts'
import type { PersonView } from '#device/store/store.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { VisitHistory } from './visit-history.tsx'

afterEach(cleanup)

const view = (older?: readonly string[]): PersonView => ({
  person: { kind: 'person', id: 'p', fields: {} },
  others: [],
  alsoAs: [],
  visits: [],
  delivery: { state: 'pulled' },
  ...(older && { older }),
})

describe('older visits', () => {
  it('KP11 are never called none: they have not been loaded, and a tap asks the puskesmas', async () => {
    const asked: string[] = []
    const { container } = renderScreen(<VisitHistory view={view(['p'])} />, {
      store: fakeStore(),
      history: async (personId) => {
        asked.push(personId)
        return { ok: true, records: 2 }
      },
    })
    expect(await screen.findByText('Riwayat lama belum dimuat')).toBeTruthy()
    expect(screen.queryByText('Belum ada kunjungan di HP ini')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Muat riwayat lama' }))
    expect(asked).toEqual(['p'])
    expect((await axe.run(container)).violations).toEqual([])
  })

  it.each([
    ['network', /tidak ada sinyal/],
    ['notSupported', /belum memakai versi baru/],
    ['answerNewer', /versi yang lebih baru.* pasang versi baru/],
    ['unknownPerson', /tidak lagi di posyandu HP ini/],
    ['somethingElse', /Coba lagi nanti/],
  ])('KP11 that cannot be loaded: says why (%s), and still that they are not here', async (code, words) => {
    renderScreen(<VisitHistory view={view(['p'])} />, {
      store: fakeStore(),
      history: async () => ({ ok: false, code }),
    })
    await userEvent.click(await screen.findByRole('button', { name: 'Muat riwayat lama' }))
    expect(await screen.findByText(words)).toBeTruthy()
    expect(screen.getByText('Riwayat lama belum dimuat')).toBeTruthy()
  })

  it('are not spoken of where all is here', async () => {
    renderScreen(<VisitHistory view={view()} />, { store: fakeStore() })
    expect(await screen.findByText('Belum ada kunjungan di HP ini')).toBeTruthy()
    expect(screen.queryByText('Riwayat lama belum dimuat')).toBeNull()
  })
})
