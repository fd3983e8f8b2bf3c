import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import type { Change } from '#device/store/store.ts'
import { StoreError } from '#device/store/store-error.ts'
import { StoreContext } from '#device/store/use-store.ts'
import { shownFields } from '#protocol/merge.ts'
import { amendmentsOf } from '#protocol/records/amendments.ts'
import { fieldContextOf, instrumentById } from '#domain/instruments/index.ts'
import { contextFor } from '#domain/visit/context-for.ts'
import { personFileOf } from '#protocol/records/person-file.ts'
import { addDays } from '#domain/time/calendar-day.ts'
import { child, expectAccessible, register, store, today, useVisitBed } from '#tests/fakes/visit-bed.tsx'
import { ResultScreen } from './result-screen.tsx'
import { VisitResult } from './visit-result.tsx'

useVisitBed()

const tap = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))
const card = async (name: string) => within(await screen.findByRole('region', { name }))

/** A person with a saved visit, on its result. */
async function resultOf(
  person: Change['set'],
  instrument: string,
  answers: Change['set'],
  visitedOn = today,
) {
  const personId = await register(person)
  const visitId = newId()
  const header = { personId, visitedOn, place: 'posyandu', instrument, instrumentEdition: 'test' }
  await store().save([{ kind: 'visit', id: visitId, set: { ...header, ...answers } }])
  const open = async () => {
    const view = render(
      <StoreContext value={store()}>
        <ResultScreen personId={personId} visitId={visitId} />
      </StoreContext>,
    )
    await screen.findByLabelText('Hasil kunjungan')
    return view
  }
  const view = await open()
  const fields = async () => {
    const record = await store().record(visitId)
    return record ? shownFields(record) : {}
  }
  /** As a lock and an unlocking do it. */
  const again = async () => {
    cleanup()
    await open()
  }
  return { ...view, fields, personId, again }
}

/** A child with a red arm circumference. */
const redArm = () => resultOf(child, 'balita', { weightKg: 8.4, muacCm: 11.4 })

describe('the referral', () => {
  it('is proposed with target, time and reasons, and taken with one tap, without a correction', async () => {
    const { container, fields } = await redArm()
    const proposal = await card('Rujukan')
    expect(proposal.getByText(/Sebaiknya dirujuk ke/)).toBeTruthy()
    expect(proposal.getByText('Hari ini juga')).toBeTruthy()
    expect(proposal.getByText('Pertumbuhan anak', { exact: false })).toBeTruthy()
    expect(await fields()).not.toHaveProperty('referralTarget')
    await tap(/^Ya, rujuk ke/)
    await screen.findByText(/^Dirujuk ke/)
    const saved = await fields()
    expect(saved['referralTarget']).toBeTruthy()
    expect(saved['referralReasons']).toContain('childGrowth')
    expect(amendmentsOf(saved)).toEqual([])
    await expectAccessible(container)
  })

  it('can be declined, which asks why it is changed once it was saved', async () => {
    const { fields } = await redArm()
    await tap(/^Ya, rujuk ke/)
    await screen.findByText(/^Dirujuk ke/)
    await userEvent.click((await card('Rujukan')).getByRole('button', { name: 'Ubah' }))
    const sheet = within(screen.getByRole('dialog'))
    const declined = within(sheet.getByRole('group', { name: 'Menolak dirujuk?' }))
    await userEvent.click(declined.getByRole('radio', { name: 'Ya' }))
    await userEvent.click(sheet.getByRole('button', { name: 'Simpan' }))
    expect(sheet.getByText('Tulis mengapa menolak.')).toBeTruthy()
    await userEvent.type(sheet.getByLabelText('Mengapa menolak'), 'Ayah belum pulang')
    await userEvent.click(sheet.getByRole('button', { name: 'Simpan' }))
    // That they declined is new; nothing that was said before reads otherwise.
    await screen.findByText(/Ayah belum pulang/)
    expect(await fields()).toMatchObject({
      referralDeclined: true,
      referralDeclinedBecause: 'Ayah belum pulang',
    })
    expect(amendmentsOf(await fields())).toEqual([])
  })

  it('is changed with a reason, and what it was stays readable', async () => {
    const { fields } = await redArm()
    await tap(/^Ya, rujuk ke/)
    await screen.findByText(/^Dirujuk ke/)
    const before = (await fields())['referralTarget']
    await userEvent.click((await card('Rujukan')).getByRole('button', { name: 'Ubah' }))
    const sheet = within(screen.getByRole('dialog'))
    await userEvent.click(sheet.getByRole('radio', { name: 'Rumah sakit' }))
    await userEvent.click(sheet.getByRole('button', { name: 'Simpan' }))
    await userEvent.click(await screen.findByRole('radio', { name: 'Baru diberi tahu' }))
    await tap('Simpan perbaikan')
    await screen.findByText('Dirujuk ke Rumah sakit')
    expect((await fields())['referralTarget']).toBe('hospital')
    expect(amendmentsOf(await fields())).toMatchObject([
      { reason: 'toldLater', former: { referralTarget: before } },
    ])
  })

  /** A referral that was written, with another target and a note in its sheet. */
  async function changedReferral() {
    const result = await redArm()
    await tap(/^Ya, rujuk ke/)
    await screen.findByText(/^Dirujuk ke/)
    await openReferral()
    const sheet = within(screen.getByRole('dialog'))
    await userEvent.click(sheet.getByRole('radio', { name: 'Rumah sakit' }))
    await userEvent.type(sheet.getByLabelText('Alasan lain'), 'Ibu minta')
    return result
  }
  const openReferral = async () =>
    userEvent.click((await card('Rujukan')).getByRole('button', { name: 'Ubah' }))
  const typedReferral = async () => {
    const sheet = within(await screen.findByRole('dialog', { name: 'Ubah rujukan' }))
    await waitFor(() =>
      expect(sheet.getByRole<HTMLInputElement>('radio', { name: 'Rumah sakit' }).checked).toBe(true),
    )
    expect(sheet.getByLabelText<HTMLInputElement>('Alasan lain').value).toBe('Ibu minta')
  }

  it('is in its sheet still where the phone locks while the reason for it is asked', async () => {
    const { again, fields } = await changedReferral()
    await tap('Simpan')
    await userEvent.click(await screen.findByRole('radio', { name: 'Baru diberi tahu' }))
    await again()
    await openReferral()
    await typedReferral()
    await tap('Simpan')
    await tap('Simpan perbaikan')
    await screen.findByText('Dirujuk ke Rumah sakit')
    expect(await fields()).toMatchObject({ referralTarget: 'hospital', referralNote: 'Ibu minta' })
    await waitFor(async () => expect(await store().drafts()).toEqual([]))
  })

  it('is in its sheet again where the reason is not given', async () => {
    const { fields } = await changedReferral()
    await tap('Simpan')
    const reasons = within(await screen.findByRole('dialog', { name: 'Mengapa isian ini diubah?' }))
    await userEvent.click(reasons.getByRole('button', { name: 'Batal' }))
    await typedReferral()
    expect((await fields())['referralTarget']).not.toBe('hospital')
  })

  it('is in its sheet again, with why, where the phone is full', async () => {
    const { fields } = await changedReferral()
    const save = vi.spyOn(store(), 'save').mockRejectedValueOnce(new StoreError('storageFull'))
    await tap('Simpan')
    await userEvent.click(await screen.findByRole('radio', { name: 'Baru diberi tahu' }))
    await tap('Simpan perbaikan')
    await typedReferral()
    expect(within(screen.getByRole('dialog')).getByText(/Ruang HP penuh/)).toBeTruthy()
    expect(save).toHaveBeenCalledTimes(1)
    await tap('Simpan')
    await tap('Simpan perbaikan')
    await screen.findByText('Dirujuk ke Rumah sakit')
    expect((await fields())['referralTarget']).toBe('hospital')
  })

  it('can be written where no finding asks for it, with a reason in words', async () => {
    const budi = { name: 'Budi', sex: 'male', birthDate: '2010-01-01' }
    const { fields } = await resultOf(budi, 'remaja', { weightKg: 52, heightCm: 163 })
    expect(screen.queryByRole('region', { name: 'Rujukan' })).toBeNull()
    await tap('Rujuk walau begitu')
    const sheet = within(screen.getByRole('dialog'))
    await userEvent.click(sheet.getByRole('button', { name: 'Simpan' }))
    expect(sheet.getByText('Pilih ke mana.')).toBeTruthy()
    await userEvent.click(sheet.getByRole('radio', { name: 'Puskesmas' }))
    expect(sheet.getByText('Tulis alasannya.')).toBeTruthy()
    await userEvent.type(sheet.getByLabelText('Alasan lain'), 'Lutut bengkak')
    await userEvent.click(sheet.getByRole('button', { name: 'Simpan' }))
    await screen.findByText('Dirujuk ke Puskesmas')
    expect(await fields()).toMatchObject({
      referralTarget: 'puskesmas',
      referralReasons: ['other'],
      referralNote: 'Lutut bengkak',
    })
  })
})

describe('counselling', () => {
  it('proposes what the findings ask for first, with why', async () => {
    await redArm()
    const topics = within((await card('Penyuluhan')).getByRole('list')).getAllByRole('listitem')
    expect(topics).toHaveLength(3)
    expect(topics[0]?.textContent).toContain('Karena: Lengan anak merah')
    await tap(/^Topik lain/)
    expect(screen.queryByRole('button', { name: /^Topik lain/ })).toBeNull()
  })

  it('keeps both of two marks made quickly, and a mark taken back as a correction', async () => {
    const { fields } = await redArm()
    const list = await card('Penyuluhan')
    const closed = list.getAllByRole('button', { expanded: false })
    for (const one of closed) await userEvent.click(one)
    const marks = list.getAllByRole('button', { name: /^Sudah disampaikan:/ })
    expect(marks).toHaveLength(3)
    for (const mark of marks.slice(0, 2)) mark.click()
    await waitFor(async () => expect((await fields())['educationTopics']).toHaveLength(2))
    expect(await fields()).toMatchObject({ educationGiven: true })
    expect(amendmentsOf(await fields())).toEqual([])
    expect(await list.findByText(/^2 dari \d+ sudah disampaikan$/)).toBeTruthy()

    await userEvent.click((await list.findAllByRole('button', { name: /^Belum jadi/ }))[0] as HTMLElement)
    await waitFor(async () => expect((await fields())['educationTopics']).toHaveLength(1))
    expect(amendmentsOf(await fields())).toMatchObject([{ reason: 'typedWrong' }])
  })
})

describe('the next visit', () => {
  it('is proposed in a month and noted with one tap', async () => {
    const { fields } = await redArm()
    const next = await card('Datang lagi')
    await userEvent.click(next.getByRole('button', { name: 'Catat tanggal ini' }))
    await next.findByRole('button', { name: 'Ganti' })
    expect((await fields())['nextVisitOn']).toEqual(expect.stringMatching(/^2026-0[67]-\d\d$/))
    expect(amendmentsOf(await fields())).toEqual([])
  })

  it('is not proposed for a day that has passed, and the result says that it is an old one', async () => {
    await resultOf(child, 'balita', { weightKg: 8.4 }, addDays(today, -60))
    expect(screen.getByText(/^Hasil 4 April 2026, bukan hari ini/)).toBeTruthy()
    expect(screen.queryByRole('region', { name: 'Datang lagi' })).toBeNull()
  })

  it('is not proposed where a part of the findings is closed here, while the referral is', async () => {
    const { personId, unmount } = await redArm()
    unmount()
    const view = await store().person(personId)
    const [visit] = view?.visits ?? []
    const instrument = instrumentById('balita')
    if (!view || !visit || !instrument) throw new Error('the visit is not there')
    const context = contextFor(personFileOf(view.person, view.others), today, await store().settings())
    const props = {
      visit,
      instrument,
      context: fieldContextOf(instrument, { weightKg: 8.4 }, context),
      missing: [],
      onAmend: () => undefined,
      proposal: {
        target: 'puskesmas',
        level: 'emergency',
        urgency: 'now',
        reasons: [],
        confidential: true,
      },
    } as const
    const result = (hasClosed: boolean) => (
      <StoreContext value={store()}>
        <VisitResult {...props} hasClosed={hasClosed} />
      </StoreContext>
    )
    const { rerender } = render(result(true))
    expect(await screen.findByText(/^Sebagian hasil rahasia/)).toBeTruthy()
    expect(screen.queryByRole('region', { name: 'Datang lagi' })).toBeNull()
    // Where to and how soon is nobody's secret.
    const referral = await card('Rujukan')
    expect(referral.getByText(/^Sebaiknya dirujuk ke puskesmas/i)).toBeTruthy()
    expect(referral.queryByRole('listitem')).toBeNull()
    rerender(result(false))
    expect(screen.getByRole('region', { name: 'Datang lagi' })).toBeTruthy()
  })

  it('is proposed without a word of another day on the day itself', async () => {
    await redArm()
    await card('Datang lagi')
    expect(screen.queryByText(/bukan hari ini/)).toBeNull()
  })

  it('takes no day before it', async () => {
    const { fields } = await redArm()
    await userEvent.click((await card('Datang lagi')).getByRole('button', { name: 'Tanggal lain' }))
    const sheet = within(screen.getByRole('dialog'))
    const day = async (text: string) => {
      const [date, month, year] = text.split(' ') as [string, string, string]
      for (const [box, part] of [
        ['Tanggal', date],
        ['Bulan', month],
        ['Tahun', year],
      ] as const) {
        await userEvent.clear(sheet.getByLabelText(box))
        await userEvent.type(sheet.getByLabelText(box), part)
      }
    }
    await day('03 06 2026')
    await userEvent.click(sheet.getByRole('button', { name: 'Simpan' }))
    expect(sheet.getByText('Pilih tanggal sesudah kunjungan ini.')).toBeTruthy()
    await day('04 06 2026')
    await userEvent.click(sheet.getByRole('button', { name: 'Simpan' }))
    await screen.findByText('4 Juni 2026')
    expect((await fields())['nextVisitOn']).toBe('2026-06-04')
  })
})

describe('a day of which a part was typed', () => {
  it('is there after a lock', async () => {
    const { again } = await redArm()
    const other = async (name: string) =>
      userEvent.click((await card('Datang lagi')).getByRole('button', { name }))
    await other('Tanggal lain')
    await userEvent.type(screen.getByLabelText('Bulan'), '06')
    await again()
    await other('Tanggal lain')
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Bulan').value).toBe('06'))
  })
})

describe('what stands behind a finding', () => {
  it('is its measurement, its limit and its source; what is well and what was not judged is folded', async () => {
    const { container } = await redArm()
    const finding = within(screen.getByRole('article', { name: 'Lengan anak merah' }))
    expect(finding.getByText('11,4 cm')).toBeTruthy()
    expect(finding.getByText(/11,5/)).toBeTruthy()
    expect(finding.getByText(/^.*Sumber: .*R-AN-LILA/)).toBeTruthy()
    const folds = [...container.querySelectorAll('details')].filter((fold) => !fold.open)
    expect(folds.some((fold) => /^Belum dinilai \(\d+\)/.test(fold.textContent ?? ''))).toBe(true)
    expect(screen.getAllByText(/tidak dinilai, karena /).length).toBeGreaterThan(0)
  })
})

describe('a visit that this phone has no result of', () => {
  it('says so instead of waiting for ever (lesson 36)', async () => {
    const personId = await register(child)
    const { container } = render(
      <StoreContext value={store()}>
        <ResultScreen personId={personId} visitId={newId()} />
      </StoreContext>,
    )
    await screen.findByText('Hasilnya belum ada di HP ini')
    await expectAccessible(container)
  })
})
