import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startWords } from '#device/i18n/i18n.ts'
import type { Change, Enrolment, Store } from '#device/store/store.ts'
import { StoreContext } from '#device/store/use-store.ts'
import { isAmendmentField } from '#protocol/records/amendments.ts'
import type { FieldState, RecordState } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { ConflictCard } from './conflict-card.tsx'

/** The phone's clock is a year ahead of the puskesmas's. */
const yearMs = 365 * 86_400_000
const mine = '00000000-0000-4000-8000-00000000d001'
const theirs = '00000000-0000-4000-8000-00000000d002'
const once = (value: FieldValue): FieldState => ({ heads: [{ stamp: `1.1.${mine}`, value }], replaced: [] })
const twice = (own: FieldValue, other: FieldValue): FieldState => ({
  heads: [
    { stamp: `1.1767600000000.${theirs}`, value: other },
    { stamp: `1.1767500000000.${mine}`, value: own },
  ],
  replaced: [],
})

const person: RecordState = {
  kind: 'person',
  id: 'p',
  fields: { name: once('Melati'), rt: twice('03', '04'), householdId: twice('h1', 'h2') },
}
const visit: RecordState = {
  kind: 'visit',
  id: 'v',
  fields: {
    personId: once('p'),
    instrument: once('balita'),
    visitedOn: once('2026-06-03'),
    weightKg: twice(9.2, 9.4),
  },
}
const day: RecordState = {
  kind: 'posyanduDay',
  id: 'd',
  fields: {
    posyanduId: once('p1'),
    heldOn: once('2026-06-03'),
    place: twice('Balai desa', 'Rumah Bu RT 03'),
    openedAt: twice(1, 2),
  },
}
const ofPerson = [person, visit]

type Told = Pick<Enrolment, 'writers' | 'writersEnrolledAt'>

function show(
  role: 'kader' | 'nakes',
  records: readonly RecordState[] = ofPerson,
  told: Told = { writers: { [theirs]: 'Bu Ani' } },
) {
  const saved: Change[] = []
  const enrolment: Enrolment = {
    deviceId: mine,
    puskesmas: { id: 'x', name: 'X', demo: false },
    person: { id: 'k', name: 'Bu Sri', role },
    posyandu: [{ id: 'p1', name: 'Melati' }],
    ...told,
  }
  const store = {
    enrolment: async () => enrolment,
    record: async (id: string) =>
      id === 'h1' ? { kind: 'household', id, fields: { headName: once('Pak Umar') } } : undefined,
    contact: async () => ({ firstLoadDone: true, clockOffset: yearMs }),
    save: async (changes: readonly Change[]) => void saved.push(...changes),
  } as Partial<Store> as Store
  const { container } = render(
    <StoreContext value={store}>
      <ConflictCard records={records} />
    </StoreContext>,
  )
  return { container, saved }
}

describe('what two phones wrote differently', () => {
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
  afterEach(cleanup)

  it('tells a kader who wrote what, and leaves the choice to nakes', async () => {
    const { container } = show('kader')
    const card = within(await screen.findByRole('region', { name: 'Isian yang berbeda' }))
    expect(card.getByText('Berat badan (BB), kunjungan 3 Juni 2026')).toBeTruthy()
    expect(card.getByText('9,4 kg')).toBeTruthy()
    expect(card.getByText('9,2 kg')).toBeTruthy()
    expect(card.getAllByText(/^HP Bu Ani, /)).toHaveLength(3)
    expect(card.getAllByText(/^HP ini, /)).toHaveLength(3)
    expect(await card.findByText('Pak Umar')).toBeTruthy()
    expect(card.getByText('(tidak ada namanya di sini)')).toBeTruthy()
    expect(card.getByText('RT, data diri')).toBeTruthy()
    expect(card.queryByRole('button')).toBeNull()
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(found.violations.map(({ id }) => id)).toEqual([])
  })

  it('MG7 tells of a posyandu day that was opened at two places, and not of when each phone opened it', async () => {
    show('kader', [day])
    const card = within(await screen.findByRole('region', { name: 'Isian yang berbeda' }))
    expect(card.getByText('Tempat, hari posyandu 3 Juni 2026, Melati')).toBeTruthy()
    expect(card.getByText('Balai desa').closest('li')?.textContent).toContain('HP ini, ')
    expect(card.getByText('Rumah Bu RT 03').closest('li')?.textContent).toContain('HP Bu Ani, ')
    expect(card.getByText(/Nakes di puskesmas akan memilih/)).toBeTruthy()
    expect(card.getAllByRole('listitem')).toHaveLength(3)
  })

  describe('whose phones have one name', () => {
    const other = '00000000-0000-4000-8000-00000000d003'
    const rtOf = (...devices: readonly string[]): RecordState => ({
      kind: 'person',
      id: 'p',
      fields: {
        rt: {
          heads: devices.map((device, i) => ({
            stamp: `1.${1_767_600_000_000 - i}.${device}`,
            value: `0${i}`,
          })),
          replaced: [],
        },
      },
    })
    const writersEnrolledAt = { [theirs]: Date.UTC(2025, 2, 5, 12), [other]: Date.UTC(2025, 7, 9, 12) }
    const lines = async () => {
      const card = within(await screen.findByRole('region', { name: 'Isian yang berbeda' }))
      return ['00', '01', '02'].map((value) => card.queryByText(value)?.closest('li')?.textContent ?? '')
    }

    it('PL10 tells two phones of one person apart by when they were enrolled, and says it of no other', async () => {
      const writers = { [theirs]: 'Bu Ani', [other]: 'Bu Ani' }
      show('kader', [rtOf(theirs, other, mine)], {
        writers,
        writersEnrolledAt: { ...writersEnrolledAt, [mine]: 1 },
      })
      const [one, two, own] = await lines()
      expect(one).toMatch(/HP Bu Ani, .* · HP terdaftar 5 Mar /)
      expect(two).toMatch(/HP Bu Ani, .* · HP terdaftar 9 Agu /)
      expect(own).toMatch(/HP ini, /)
      expect(own).not.toContain('terdaftar')
    })

    it.each([
      ['of two names', { [theirs]: 'Bu Ani', [other]: 'Pak Budi' }, [theirs, other]],
      ['of one phone that wrote twice', { [theirs]: 'Bu Ani' }, [theirs, theirs]],
    ])('PL10 says nothing of it %s', async (_which, writers, devices) => {
      show('kader', [rtOf(...devices)], { writers, writersEnrolledAt })
      expect((await lines()).join()).not.toContain('terdaftar')
    })

    it('PL10 calls a phone without a name another phone', async () => {
      show('kader', [rtOf(theirs, other)], { writers: { [other]: '' } })
      const [one, two] = await lines()
      expect(one).toMatch(/HP lain, /)
      expect(two).toMatch(/HP lain, /)
    })
  })

  it.each([
    ['pregnancy', 'lastMenstrualPeriodOn', 'kehamilan'],
    ['dose', 'givenOn', 'imunisasi & vitamin'],
    ['referral', 'note', 'rujukan'],
    ['note', 'text', 'catatan'],
    ['household', 'rt', 'data keluarga'],
  ])('MG7 calls a %s by its name', async (kind, field, name) => {
    show('kader', [{ kind, id: 'x', fields: { [field]: twice('2026-01-02', '2026-01-03') } }])
    const card = within(await screen.findByRole('region', { name: 'Isian yang berbeda' }))
    expect(card.getByText(new RegExp(`, ${name}$`))).toBeTruthy()
  })

  it('lets a nakes choose; the other value stays beside it, and both stamps are replaced', async () => {
    const before = Date.now()
    const { saved } = show('nakes')
    await screen.findByRole('region', { name: 'Isian yang berbeda' })
    const value = screen.getByText('9,2 kg').closest('li') as HTMLElement
    await userEvent.click(within(value).getByRole('button', { name: 'Pakai yang ini' }))
    const sheet = within(await screen.findByRole('dialog'))
    expect(sheet.getByText('Pakai 9,2 kg?')).toBeTruthy()
    await userEvent.click(sheet.getByRole('button', { name: 'Pakai yang ini' }))
    const [change] = saved
    expect(change).toMatchObject({ kind: 'visit', id: 'v', set: { weightKg: 9.2 } })
    expect(change?.shown?.['weightKg']).toEqual([`1.1767600000000.${theirs}`, `1.1767500000000.${mine}`])
    const kept = Object.entries(change?.set ?? {}).find(([name]) => isAmendmentField(name))
    expect(kept?.[1]).toMatchObject({ reason: 'conflictSettled', by: 'Bu Sri', former: { weightKg: 9.4 } })
    const { at = 0 } = (kept?.[1] ?? {}) as { readonly at?: number }
    expect(at).toBeGreaterThanOrEqual(before - yearMs)
    expect(at).toBeLessThanOrEqual(Date.now() - yearMs)
  })
})
