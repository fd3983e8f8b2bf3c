import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canaries, foundIn } from '#tests/fakes/dump.ts'
import { fillCard, openField } from './card-form.ts'
import { goTo, openDay, openPerson, readBalance, registerPerson, saveVisitOffline } from './kader.ts'
import { arrived, type OneKader, oneKader } from './one-kader.ts'
import { findSignal, kaderPin, loseSignal, pinKeys, typesPinItself } from './phone.ts'
import { dumpOfPhone, filesOf, leaveOpen, tidyUp } from './phone-dump.ts'
import { violationsOn } from './violations.ts'

const child = 'Melati Contoh'
const [fewMinutes, second] = [3 * 60_000, 1_000]
/** What is typed, each as unlike anything else as a journey can make it. */
const canary = {
  name: canaries.name,
  mother: { text: 'Kenariibu' },
  phone: { text: '081299887766' },
  address: { text: 'Gang Kenariwisma' },
  place: { text: 'Balai Kenaritempat' },
  draft: canaries.draft,
  nik: canaries.nik,
  head: { text: 'Kenarikepala' },
  familyCard: { text: '9999990101020808' },
  searched: { text: 'kenaricarian' },
} as const
const weight = '8,83'
/** As they would lie: a number of four letters by itself stands somewhere in any hundred thousand sealed bytes. */
const looked = [
  ...Object.values(canary),
  { text: child },
  { text: `"${weight}"` },
  { text: '"value":8.83' },
  { text: '"weightKg":8.83' },
]

describe('a phone that others may hold', () => {
  let stage: OneKader
  const page = () => stage.phone.page
  const weightBox = () => page().locator('input[name="weightKg"]')
  const locked = () => page().getByRole('heading', { name: 'Teratai terkunci' }).waitFor()
  const typePin = async (pin = kaderPin) => {
    await pinKeys(page()).waitFor()
    await page().keyboard.type(pin)
  }
  const start = async () => {
    await page().goto(stage.server.gate.address)
    await typePin()
    await page().getByRole('heading', { name: 'Hari ini' }).waitFor()
  }

  beforeAll(async () => {
    stage = await oneKader([child, 'Seruni Contoh'])
    await typesPinItself(page())
    // The page's own clock, so that minutes can go by.
    await page().clock.install()
    await start()
  })
  afterAll(() => stage?.close())

  it('locks when nobody has touched it for three minutes; what was being typed is there after unlocking', async () => {
    await openPerson(page(), child)
    await page().getByRole('link', { name: 'Mulai kunjungan' }).click()
    await fillCard(page(), 'balita', { weightKg: '8,7' })
    await page().clock.fastForward(fewMinutes - 2 * second)
    expect(await weightBox().inputValue()).toBe('8,7')
    await page().clock.fastForward(3 * second)
    await locked()
    expect(await page().locator('body').innerText()).not.toContain(child)
    expect(await violationsOn(page())).toEqual([])
    await typePin()
    await openField(page(), 'balita', 'weightKg')
    expect(await weightBox().inputValue()).toBe('8,7')
    expect(await page().getByText(child).count()).toBeGreaterThan(0)
  })

  it('keeps what was being typed into a sheet, too', async () => {
    const place = page().getByLabel('Tempat')
    const openSheet = async () => {
      await goTo(page(), 'Hari ini')
      await page().getByRole('button', { name: 'Buka hari posyandu' }).click()
    }
    await page().getByRole('button', { name: 'Kembali' }).click()
    await page().getByRole('button', { name: 'Kembali' }).click()
    await openSheet()
    await place.fill('Rumah Bu RT')
    await page().clock.fastForward(fewMinutes + second)
    await locked()
    await typePin()
    await openSheet()
    await expect.poll(() => place.inputValue()).toBe('Rumah Bu RT')
    await page().getByRole('button', { name: 'Batal' }).click()
    await openSheet()
    await expect.poll(() => place.inputValue()).toBe('')
    await page().getByRole('button', { name: 'Batal' }).click()
  })

  it('locks when the kader wants it, in every tab, and no address leads past the keys', async () => {
    const other = await stage.phone.context.newPage()
    await other.goto(stage.server.gate.address)
    await other.getByRole('heading', { name: 'Hari ini' }).waitFor()
    await page().goto(`${stage.server.gate.address}/settings`)
    await typePin()
    await page().getByRole('button', { name: 'Kunci sekarang' }).click()
    await locked()
    await expect.poll(() => other.getByRole('heading', { name: 'Teratai terkunci' }).isVisible()).toBe(true)
    await other.close()
    for (const path of ['/people', '/queue', '/settings']) {
      await page().goto(`${stage.server.gate.address}${path}`)
      await locked()
      expect(await page().getByRole('navigation').count()).toBe(0)
    }
    await start()
  })

  it('takes another PIN without signal, and the old one no longer (lesson 47)', async () => {
    const next = '905172'
    await goTo(page(), 'Setelan')
    await page().getByRole('link', { name: 'Ganti PIN' }).click()
    await typePin()
    await page().getByText('Pilih 6 angka').waitFor()
    await page().keyboard.type(next)
    await page().getByText('Ketik PIN itu sekali lagi.').waitFor()
    await page().keyboard.type(next)
    await page().getByRole('button', { name: 'Kunci sekarang' }).click()
    await typePin()
    await page().getByText('PIN salah. Masih bisa dicoba 9 kali.').waitFor()
    await page().keyboard.type(next)
    await page().getByRole('heading', { name: 'Setelan' }).waitFor()
    await page().getByRole('link', { name: 'Ganti PIN' }).click()
    await typePin(next)
    await page().getByText('Pilih 6 angka').waitFor()
    await page().keyboard.type(kaderPin)
    await page().getByText('Ketik PIN itu sekali lagi.').waitFor()
    await page().keyboard.type(kaderPin)
    await page().getByRole('button', { name: 'Kunci sekarang' }).waitFor()
  })

  it('SL5 keeps nothing of what is typed in plain form, in no place and no writing', async () => {
    await openDay(page(), canary.place.text)
    await registerPerson(page(), {
      name: `${canary.name.text} Uji`,
      sex: 'Perempuan',
      birthDate: '2025-12-05',
      motherName: canary.mother.text,
      phone: canary.phone.text,
      address: canary.address.text,
    })
    await page().getByRole('link', { name: 'Mulai kunjungan' }).click()
    await fillCard(page(), 'balita', { weightKg: weight })
    await saveVisitOffline(page())
    await page().getByLabel('Cari warga').fill(canary.searched.text)
    await page().getByRole('link', { name: 'Warga baru' }).click()
    // A form that is not finished: what is typed there lies in its draft.
    await page().getByLabel('Nama lengkap').fill(canary.draft.text)
    await page().getByText('Punya', { exact: true }).click()
    await page().locator('input[name="nik"]').fill(canary.nik.text)
    await page().getByRole('button', { name: 'Keluarga baru' }).click()
    await page().getByLabel('Kepala keluarga').fill(canary.head.text)
    await page().getByLabel('Nomor KK').fill(canary.familyCard.text)
    for (const [place, bytes] of Object.entries(await dumpOfPhone(page())))
      expect([place, foundIn(bytes, looked)]).toEqual([place, []])
    // What the browser itself keeps of a page: its disk, read once it is closed.
    await stage.phone.context.close()
    expect(foundIn(filesOf(stage.phone.profile), Object.values(canary))).toEqual([])
    await stage.phone.restart({ offline: true })
    await typesPinItself(page())
    await page().clock.install()
    await start()
  })

  it('is looked through by a search that finds each of them in each place where it lies open', async () => {
    const words = looked.map(({ text }) => text)
    const structured = { text: '"heightCm":71.37' }
    await stage.phone.context.grantPermissions(['notifications'])
    await leaveOpen(page(), words.join(' '), { heightCm: 71.37 })
    const dump = await dumpOfPhone(page())
    for (const [place, bytes] of Object.entries(dump))
      expect([place, foundIn(bytes, looked)]).toEqual([place, words.toSorted()])
    // A number that lies as a number, and not within a text.
    expect(foundIn(dump.indexedDB, [structured])).toEqual([structured.text])
    await tidyUp(page())
    // To grant one permission is to refuse all others, that of waking the worker among them.
    await stage.phone.context.clearPermissions()
  })

  it('sends what waits while it is locked, by the worker alone (lessons 24, 26)', async () => {
    const before = await readBalance(page())
    expect(before.waiting).toBeGreaterThan(1)
    await goTo(page(), 'Setelan')
    await page().getByRole('button', { name: 'Kunci sekarang' }).click()
    await locked()
    // No page is left that could send.
    await page().goto('about:blank')
    await findSignal(stage.phone, stage.server.gate)
    await expect.poll(() => arrived(stage.nakes), { timeout: 90_000 }).toEqual([`${canary.name.text} Uji`])
    await loseSignal(stage.phone, stage.server.gate)
    await page().goto(stage.server.gate.address)
    await typePin()
    await expect.poll(() => readBalance(page())).toEqual({ ...before, received: before.saved, waiting: 0 })
  })

  it('destroys what can be read after ten wrong PINs; the queue still goes out, and a new code brings all back', async () => {
    await openPerson(page(), 'Seruni Contoh')
    await page().getByRole('link', { name: 'Mulai kunjungan' }).click()
    await fillCard(page(), 'balita', { weightKg: '8,1' })
    await saveVisitOffline(page())
    await goTo(page(), 'Setelan')
    await page().getByRole('button', { name: 'Kunci sekarang' }).click()
    for (let left = 9; left > 0; left -= 1) {
      await typePin('771203')
      await page().getByText(`Masih bisa dicoba ${left} kali.`).waitFor()
      // From the fifth on follows a wait, of which none is longer.
      if (left <= 5) await page().clock.fastForward(15 * 60_000)
    }
    await typePin('771203')
    await page().getByRole('heading', { name: 'Data Anda di HP ini sudah dihapus' }).waitFor()
    expect(await violationsOn(page())).toEqual([])
    await findSignal(stage.phone, stage.server.gate)
    await expect.poll(() => arrived(stage.nakes), { timeout: 90_000 }).toContain('Seruni Contoh')
    await page().getByRole('link', { name: 'Daftarkan HP ini lagi' }).click()
    await page().getByRole('heading', { name: 'Buat PIN' }).waitFor()
    await page().goto(await stage.newLink('Kader Uji Baru'))
    await typePin('905172')
    await page().getByText('Ketik PIN itu sekali lagi.').waitFor()
    await page().keyboard.type('905172')
    await page().getByText('Semua data sudah dimuat.').waitFor({ timeout: 120_000 })
    await page().getByText('Mulai', { exact: true }).click()
    await openPerson(page(), canary.name.text)
    await page().getByRole('button', { name: 'Kembali' }).click()
    expect(await readBalance(page())).toMatchObject({ waiting: 0, held: 0 })
  })
})
