import type { Locator, Page } from 'playwright-core'
import { fieldWords as words } from '#device/i18n/id/fields.ts'
import type { WordTree } from '#device/i18n/layered.ts'
import { instrumentById } from '#domain/instruments/index.ts'
import type { Field } from '#domain/instruments/instrument.ts'

/** What a kader does with her thumb in the form of a card, by the words that she sees. */

/** What one field, or one checklist, is given. Choices by their code, or `yes` and `no`; the form must show the word. */
export type Given =
  /** Typed into the one box, or into the boxes in their order; numbers with comma, as people write them. */
  | string
  | readonly string[]
  | { readonly choice: string }
  /** Of several; an empty list taps "none of them". */
  | { readonly choices: readonly string[] }
  /** A number with what belongs to it. */
  | { readonly typed: string; readonly choice: string }
  /** The one tap under a checklist that answers all lines that are still open. */
  | { readonly rest: 'usual' }
  /** The same answer on every line of a checklist, line by line, as the items of official forms are asked. */
  | { readonly each: string }
  /** The words of a reason in place of a value. */
  | { readonly why: string }

/** By the id of a field or the name of a checklist, in the order in which they are filled. */
export type Filled = Readonly<Record<string, Given>>

/** Fills a card, opening the steps and headings on the way. */
export async function fillCard(page: Page, card: string, answers: Filled): Promise<void> {
  for (const [name, given] of Object.entries(answers)) await fillField(page, card, name, given)
}

/** Opens the step and the heading under which a field stands. */
export async function openField(page: Page, card: string, name: string): Promise<Locator> {
  const field = instrumentById(card)?.fields.find(({ id }) => id === name)
  if (!field) throw new RangeError(`the card ${card} has no field ${name}`)
  const box = page.locator(`[data-field="${name}"]`)
  await bringIntoSight(page, box, field)
  return box
}

/** Opens the step and the heading under which a checklist stands; gives the whole of it. */
export async function openChecklist(page: Page, card: string, name: string): Promise<Locator> {
  const fields = (instrumentById(card)?.fields ?? []).filter(({ battery }) => battery === name)
  const [first] = fields
  if (!first) throw new RangeError(`the card ${card} has no checklist ${name}`)
  const lines = page.locator(fields.map(({ id }) => `[data-field="${id}"]`).join(', '))
  await bringIntoSight(page, lines.first(), first)
  return page.locator('fieldset', { has: lines })
}

async function bringIntoSight(page: Page, box: Locator, { step, section }: Field): Promise<void> {
  if (await box.isVisible()) return
  const block = page.locator(`[data-step="${step}"]`)
  await open(block.locator('> h2 button'))
  if (section) await open(block.locator(`[data-section="${section}"] > h3 button`))
  await box.waitFor()
}

async function open(toggle: Locator): Promise<void> {
  if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click()
}

async function fillField(page: Page, card: string, name: string, given: Given): Promise<void> {
  if (typeof given === 'object' && 'rest' in given) return answerRest(page, card, name)
  if (typeof given === 'object' && 'each' in given) return answerEach(page, card, name, given.each)
  const box = await openField(page, card, name)
  if (typeof given === 'string') return type(page, box, [given])
  if (!('length' in given)) return tap(page, box, name, given)
  return type(page, box, given)
}

async function tap(
  page: Page,
  box: Locator,
  name: string,
  given: Exclude<Given, string | readonly string[] | { readonly rest: 'usual' } | { readonly each: string }>,
): Promise<void> {
  if ('why' in given) return giveReason(page, box, given.why)
  if ('typed' in given) await type(page, box, [given.typed])
  const choices = 'choices' in given ? given.choices : [given.choice]
  for (const choice of choices) await press(box, wordOf(name, choice))
  if (choices.length === 0) await press(box, 'Tidak ada')
}

async function type(page: Page, box: Locator, texts: readonly string[]): Promise<void> {
  const inputs = box.locator('input[type="text"]')
  for (const [i, text] of texts.entries()) await inputs.nth(i).fill(text)
  await inputs.nth(texts.length - 1).blur()
  await confirmDoubts(page)
}

const press = (box: Locator, word: string) =>
  box
    .locator('label > span, button')
    .filter({ hasText: new RegExp(`^${word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`) })
    .first()
    .click()

async function giveReason(page: Page, box: Locator, why: string): Promise<void> {
  await box.getByText('Tidak bisa diisi?', { exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: why, exact: true }).click()
}

/** One tap for all lines of a checklist that have no answer yet. */
async function answerRest(page: Page, card: string, name: string): Promise<void> {
  const checklist = await openChecklist(page, card, name)
  await checklist
    .getByRole('button', { name: /^(Tidak ada satu pun|Selain itu tidak ada|Bisa semua|Yang lain bisa)$/ })
    .click()
}

async function answerEach(page: Page, card: string, name: string, answer: string): Promise<void> {
  const checklist = await openChecklist(page, card, name)
  for (const line of await checklist.locator('[data-field]').all()) await press(line, wordOf(name, answer))
}

const plainWords: Readonly<Record<string, string>> = { yes: 'Ya', no: 'Tidak' }

/** The word of a choice, of this field or of all. */
function wordOf(field: string, choice: string): string {
  const word = at(words, [field, 'choices', choice]) ?? at(words, ['choices', choice]) ?? plainWords[choice]
  if (word === undefined) throw new RangeError(`the choice ${choice} of ${field} has no word`)
  return word
}

function at(tree: WordTree, [key = '', ...rest]: readonly string[]): string | undefined {
  const found = tree[key]
  if (typeof found === 'object') return at(found, rest)
  return rest.length === 0 ? found : undefined
}

/** Answers "Sudah benar" wherever a value is doubted. */
export async function confirmDoubts(page: Page): Promise<void> {
  const right = page.getByRole('button', { name: 'Sudah benar' })
  while ((await right.count()) > 0) await right.first().click()
}

/** Saves the form, confirming what is doubted and saying why where that is asked, and waits for the result. */
export async function toResult(page: Page, reason?: string): Promise<Locator> {
  const result = page.getByRole('region', { name: 'Hasil kunjungan' })
  const doubted = page.getByRole('button', { name: 'Sudah benar' }).first()
  const save = async () => {
    await page.getByRole('button', { name: 'Simpan & lihat hasil' }).click()
    if (reason !== undefined && !(await doubted.isVisible())) await giveWhy(page, reason)
    await result.or(doubted).first().waitFor()
  }
  await save()
  if ((await result.count()) === 0) {
    await confirmDoubts(page)
    await save()
  }
  return result
}

/** Says why something that was saved is changed. */
async function giveWhy(page: Page, reason: string): Promise<void> {
  const sheet = page.getByRole('dialog')
  await sheet.getByText(reason, { exact: true }).click()
  await sheet.getByRole('button', { name: 'Simpan perbaikan' }).click()
}

/** Counts the taps from now on, besides those into a box to type. Gives what reads the count. */
export async function countTaps(page: Page): Promise<() => Promise<number>> {
  const counter = await page.evaluateHandle(() => {
    const taps = { count: 0 }
    addEventListener(
      'pointerdown',
      ({ target }) => {
        if (!(target instanceof HTMLInputElement && target.type === 'text')) taps.count += 1
      },
      { capture: true },
    )
    return taps
  })
  return () => counter.evaluate(({ count }) => count)
}
