import type { CardId } from '#domain/instruments/instrument.ts'
import { cardFor } from '#domain/life-stage/life-stage.ts'
import { foldForSearch } from '#domain/person/names.ts'
import { maskNik } from '#domain/person/nik.ts'
import { openPregnancyOn } from '#domain/pregnancy/gestation.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { Settings } from '#domain/settings.ts'
import type { PregnancyEpisode } from '#domain/visit/person-file.ts'
import {
  type PeopleAnswer,
  type PeopleQuery,
  type PersonLine,
  standardLimit,
} from '#protocol/messages/desk.ts'
import type { Queries } from '#server/database/database.ts'
import { openText } from '#server/sealing/sealed-text.ts'
import type { Vault } from '#server/sealing/vault.ts'

type PersonRow = {
  person_id: string
  posyandu_id: string
  name: string | null
  nik: string | null
  sex: string | null
  birth_date: string | null
  birth_date_precision: string | null
  mother_name: string | null
  rt: string | null
  pregnancies: PregnancyEpisode[]
  died_on: string | null
  moved_out_on: string | null
  demo: boolean
  voided: boolean
  conflict: boolean
  last_visit: PersonLine['lastVisit'] | null
}

/** On which day and by which settings somebody's card is told. */
export type CardContext = { readonly day: CalendarDay; readonly settings: Settings }

/** A page of the people in the transaction's scope that fit the filters, by name. Voided ones only when searched for. */
export async function listPeople(
  queries: Queries,
  query: PeopleQuery,
  context: CardContext,
): Promise<PeopleAnswer> {
  const rows = await findRows(queries, query)
  const lines = rows
    .map((row) => toLine(row, context))
    .filter((line) => query.card === undefined || line.card === query.card)
    .sort(byName)
  const after = readAfter(query.after)
  const rest = after ? lines.filter((line) => byName(line, after) > 0) : lines
  const people = rest.slice(0, query.limit ?? standardLimit)
  const last = people.at(-1)
  const isMore = rest.length > people.length && last !== undefined
  return { people, total: lines.length, ...(isMore && { next: writeAfter(last) }) }
}

/** These people, as far as the transaction's scope reaches, by name; voided ones too. */
export async function listThese(
  queries: Queries,
  ids: readonly string[],
  context: CardContext,
): Promise<PersonLine[]> {
  const rows = await queries.query<PersonRow>(
    `select ${lineColumns} from person_summary where person_id = any ($1::uuid[])`,
    [ids],
  )
  return rows.map((row) => toLine(opened(queries.vault, row), context)).sort(byName)
}

const lineColumns = `person_id, posyandu_id, name, nik, sex, birth_date, birth_date_precision, mother_name, rt,
       pregnancies, died_on, moved_out_on, demo, voided, conflict, last_visit`

/** A whole NIK is looked up by its mark; of its beginning no mark can tell, so those of the scope are opened. */
async function findRows(queries: Queries, { search, posyandu, level }: PeopleQuery): Promise<PersonRow[]> {
  const words = foldForSearch(search ?? '')
    .split(' ')
    .filter(Boolean)
  const digits = (search ?? '').replace(/[\s.-]/g, '')
  const nik = /^\d{6,16}$/.test(digits) ? digits : undefined
  const mark = nik?.length === 16 ? queries.vault.mark(nik) : undefined
  const rows = await queries.query<PersonRow & { is_named: boolean }>(
    `select ${lineColumns}, is_named
     from person_summary cross join lateral (
       select coalesce(bool_and(strpos(search, word) > 0), true) as is_named from unnest($2::text[]) as word
     ) as said
     where ($1::uuid is null or posyandu_id = $1)
       and (cardinality($2::text[]) > 0 or not voided)
       and (is_named or nik_mark = $3::uuid or ($4 and nik is not null))
       and ($5::text is null
         or $5 = case when last_visit->>'level' = 'normal' and (last_visit->>'incomplete')::boolean then 'incomplete'
           else last_visit->>'level' end)`,
    [posyandu ?? null, words, mark ?? null, nik !== undefined && mark === undefined, level ?? null],
  )
  return rows
    .map((row) => opened(queries.vault, row))
    .filter((row) => row.is_named || (nik !== undefined && row.nik?.startsWith(nik)))
}

const opened = <R extends PersonRow>(vault: Vault, row: R): R =>
  row.nik === null ? row : { ...row, nik: openText(vault, row.nik, row.person_id) }

function toLine(row: PersonRow, { day, settings }: CardContext): PersonLine {
  const file = {
    ...(row.birth_date !== null && { birthDate: row.birth_date }),
    pregnancies: row.pregnancies,
  }
  const card = safely(() => cardFor(file, day, settings))
  return {
    id: row.person_id,
    posyanduId: row.posyandu_id,
    ...present({
      name: row.name,
      nik: row.nik === null ? null : maskNik(row.nik),
      sex: row.sex === 'male' || row.sex === 'female' ? row.sex : null,
      birthDate: row.birth_date,
      birthDatePrecision: row.birth_date_precision,
      motherName: row.mother_name,
      rt: row.rt,
      card: card ?? null,
      diedOn: row.died_on,
      movedOutOn: row.moved_out_on,
      lastVisit: row.last_visit,
    }),
    pregnant: safely(() => openPregnancyOn(row.pregnancies, day)) !== undefined,
    demo: row.demo,
    voided: row.voided,
    conflict: row.conflict,
  }
}

/** Dates come from phones; one that is none must not take the whole list away. */
function safely<T>(compute: () => T): T | undefined {
  try {
    return compute()
  } catch {
    return undefined
  }
}

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> }

/** Leaves out what is null. */
function present<T extends Record<string, unknown>>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Present<T>
}

type Named = { readonly id: string; readonly name?: string | undefined }

function byName(a: Named, b: Named): number {
  const [left, right] = [foldForSearch(a.name ?? ''), foldForSearch(b.name ?? '')]
  if (left !== right) return left < right ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

const writeAfter = ({ id, name }: Named) =>
  Buffer.from(JSON.stringify([id, name ?? ''])).toString('base64url')

function readAfter(text: string | undefined): Named | undefined {
  if (text === undefined) return undefined
  try {
    const [id, name] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[]
    return typeof id === 'string' && typeof name === 'string' ? { id, name } : undefined
  } catch {
    return undefined
  }
}

/** The card that somebody has on a day. */
export const cardOn = (
  file: { readonly birthDate?: CalendarDay; readonly pregnancies: readonly PregnancyEpisode[] },
  { day, settings }: CardContext,
): CardId | undefined => safely(() => cardFor(file, day, settings))
