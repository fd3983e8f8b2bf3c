import type { HeldLine } from '#protocol/messages/held.ts'
import type { Mutation } from '#protocol/mutation.ts'
import { holderName, isActive } from '#server/access/device.ts'
import type { Queries } from '#server/database/database.ts'
import type { Vault } from '#server/sealing/vault.ts'
import { openContent } from './sealed-content.ts'
import { followsPerson, idIn, shownText } from './place.ts'
import { readEntry } from './read-entry.ts'
import { storedState } from './stored-state.ts'

/** Who looks at the desk: `devices`: phones that they may see; `posyandu`: theirs, none for an admin. */
type Looker = {
  readonly devices: ReadonlySet<string> | 'all'
  readonly posyandu: ReadonlySet<string>
  readonly role: 'nakes' | 'admin'
}

type HeldRow = {
  device_id: string
  number: number
  id: string
  code: string
  field: string | null
  kind: string | null
  content: unknown
  received_at: Date
}
type DeviceRow = { device_id: string; name: string; active: boolean; posyandu: string[] }
type Known = { readonly place: string | undefined; readonly name: string | undefined }

const mostLines = 2_000
/** Held for who wrote or where, not for what: a nakes may vouch for it. */
const vouchable = new Set(['outOfScope', 'deviceRevoked', 'deviceForgotten', 'serverError'])

/**
 * What is held and not resolved, of the phones that somebody may see, and of others where it is for their posyandu.
 * Values only of what is for a posyandu of the nakes. Needs the scope `all`.
 */
export async function listHeld(
  queries: Queries,
  puskesmasId: string,
  looker: Looker,
  deviceId?: string,
): Promise<{ held: HeldLine[]; devices: { id: string; name: string }[] }> {
  const rows = await queries.query<HeldRow>(
    `select device_id::text, number, content_hash::text as id, code, field, kind, content, received_at from mutation
     where puskesmas_id = $1 and outcome = 'held' and not resolved and ($2::uuid is null or device_id = $2::uuid)
     order by device_id, number, received_at limit $3`,
    [puskesmasId, deviceId ?? null, mostLines],
  )
  const read = rows.map((row) => ({ row, mutation: mutationOf(queries.vault, row) }))
  const known = await loadKnown(
    queries,
    puskesmasId,
    read.flatMap(({ mutation }) => (mutation ? [mutation] : [])),
  )
  const devices = await loadDevices(queries, puskesmasId, [...new Set(rows.map((row) => row.device_id))])
  const held = read.flatMap(({ row, mutation }) => {
    const line = lineOf(row, mutation, { known, device: devices.get(row.device_id), looker })
    return line ? [line] : []
  })
  const shown = new Set(held.map((line) => line.deviceId))
  return {
    held,
    devices: [...devices.values()]
      .filter((device) => shown.has(device.device_id))
      .map(({ device_id: id, name }) => ({ id, name })),
  }
}

function mutationOf(vault: Vault, { device_id: deviceId, number, content }: HeldRow): Mutation | undefined {
  if (content === null) return undefined
  const { read } = readEntry({ number, entry: openContent(vault, deviceId, content) }, vault)
  return 'mutation' in read ? read.mutation : undefined
}

type Around = {
  readonly known: ReadonlyMap<string, Known>
  readonly device: DeviceRow | undefined
  readonly looker: Looker
}

function lineOf(row: HeldRow, mutation: Mutation | undefined, around: Around): HeldLine | undefined {
  const { known, device, looker } = around
  const concerned = mutation ? concernedPosyandu(mutation, known) : new Set<string>()
  const isTheirPhone = looker.devices === 'all' || looker.devices.has(row.device_id)
  const isTheirRecord = [...concerned].some((id) => looker.posyandu.has(id))
  if (!isTheirPhone && !isTheirRecord) return undefined
  const mayDecide = looker.role === 'nakes' && (isTheirRecord || concerned.size === 0)
  const mayWrite = (id: string) => looker.posyandu.has(id) || (device?.active && device.posyandu.includes(id))
  const acceptable =
    mayDecide && mutation !== undefined && vouchable.has(row.code) && [...concerned].every(mayWrite)
  return {
    deviceId: row.device_id,
    number: row.number,
    id: row.id,
    code: row.code,
    ...(row.field !== null && { field: row.field }),
    ...(row.kind !== null && { kind: row.kind }),
    receivedAt: row.received_at.getTime(),
    acceptable,
    closable: mayDecide,
    ...(mutation && isTheirRecord && { record: recordOf(mutation, known, looker) }),
  }
}

/** The posyandu in which its record stands or would stand, as far as the puskesmas knows. */
function concernedPosyandu(
  { kind, id, set }: Mutation,
  known: ReadonlyMap<string, Known>,
): ReadonlySet<string> {
  const named = followsPerson(kind) ? known.get(idIn(set.personId) ?? '')?.place : idIn(set.posyanduId)
  return new Set([known.get(id)?.place, named].filter((place) => place !== undefined))
}

function recordOf(
  { kind, id, set }: Mutation,
  known: ReadonlyMap<string, Known>,
  { posyandu }: Looker,
): NonNullable<HeldLine['record']> {
  const personId = kind === 'person' ? id : idIn(set.personId)
  const person = personId === undefined ? undefined : known.get(personId)
  const isTheirs = person?.place === undefined || posyandu.has(person.place)
  const name = (isTheirs ? person?.name : undefined) ?? (kind === 'person' ? textOf(set.name) : undefined)
  const place = person?.place ?? idIn(set.posyanduId)
  return {
    ...(personId !== undefined && { personId }),
    ...(name !== undefined && { personName: name }),
    ...(place !== undefined && { posyanduId: place }),
    // What zod calls JSON is a field value; its type is only less strict about read-only lists.
    fields: set as NonNullable<HeldLine['record']>['fields'],
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** Where the records stand that held mutations write or name, and the names of people among them. */
async function loadKnown(
  queries: Queries,
  puskesmasId: string,
  mutations: readonly Mutation[],
): Promise<ReadonlyMap<string, Known>> {
  const ids = new Set(mutations.flatMap(({ id, set }) => [id, idIn(set.personId) ?? id]))
  const rows = await queries.query<{
    record_id: string
    kind: string
    posyandu_id: string | null
    state: unknown
  }>(
    `select record_id::text, kind, posyandu_id::text, case when kind = 'person' then state end as state from record
     where puskesmas_id = $1 and record_id = any($2::uuid[])`,
    [puskesmasId, [...ids]],
  )
  return new Map(
    rows.map((row) => {
      const name = row.kind === 'person' ? shownText(storedState(queries.vault, row), 'name') : undefined
      return [row.record_id, { place: row.posyandu_id ?? undefined, name }]
    }),
  )
}

async function loadDevices(
  queries: Queries,
  puskesmasId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DeviceRow>> {
  const rows = await queries.query<DeviceRow>(
    `select d.device_id::text, ${holderName} as name, ${isActive} as active,
       array(select p.posyandu_id::text from device_posyandu p
         where p.puskesmas_id = d.puskesmas_id and p.device_id = d.device_id) as posyandu
     from device d left join account a on a.puskesmas_id = d.puskesmas_id and a.account_id = d.account_id
     where d.puskesmas_id = $1 and d.device_id = any($2::uuid[]) order by 2, d.device_id`,
    [puskesmasId, ids],
  )
  return new Map(rows.map((row) => [row.device_id, row]))
}
