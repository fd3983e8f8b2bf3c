import { deflateRawSync } from 'node:zlib'
import { encodeBatch } from '#protocol/batch/codec.ts'
import { sealTo } from '#protocol/surat/hpke.ts'
import { suratFile, suratOpening } from '#protocol/surat/surat-file.ts'
import { joinSuratJalan, suratJalanInfo } from '#protocol/surat/surat-jalan.ts'
import type { Dice } from '#tests/simulation/dice.ts'
import { hostileJson, hostileValue, spoiled } from './hostile.ts'
import type { World } from './world.ts'

/** What unfolds to 32 MB. */
const bomb = deflateRawSync(Buffer.alloc(32 * 1024 * 1024, 0x20))

const kinds = ['person', 'visit', 'note', 'household', 'dose', '__proto__', 'unknownKind']
const fields = [
  'name',
  'nik',
  'posyanduId',
  'personId',
  'visitedOn',
  'instrument',
  '__proto__',
  'constructor',
  'x',
]

/** A batch that the phone in hostile hands signs: its key is real, what it says is anything. */
export async function hostileBatch({ phone, ids, nearPosyandu }: World, dice: Dice): Promise<Uint8Array> {
  const first = phone.lastNumber + 1
  const values = () =>
    dice.weighed<unknown>([
      [hostileValue(dice), 4],
      [dice.pick(ids), 3],
      [nearPosyandu, 1],
      ['Kader Jahat', 2],
    ])
  const set = () =>
    Object.fromEntries(Array.from({ length: dice.below(4) + 1 }, () => [dice.pick(fields), values()]))
  // Written as a phone writes them, so that what is not hostile is taken.
  const mutations = Array.from({ length: dice.below(5) + 1 }, () =>
    phone.write(dice.pick(kinds), dice.pick([...ids, dice.id()]), set() as Record<string, string>),
  )
  const numbers = mutations.map(({ number }): [number, number] => [number, number])
  const pull = {
    cursor: dice.percent(50) ? '' : String(hostileValue(dice)),
    limit: dice.pick([1, 100, -1, 1e9]),
  }
  const header = phone.header({ ...(dice.percent(40) && { pull }) })
  const text = hostileJson(JSON.parse(encodeBatch({ ...header, mutations })))
  const broken = dice.percent(30)
    ? hostileJson(damaged(JSON.parse(encodeBatch({ ...header, mutations })), dice))
    : text
  const payload = dice.weighed([
    [deflateRawSync(broken), 8],
    [Buffer.from(broken), 1],
    [bomb, 1],
    [spoiled(deflateRawSync(broken), dice), 2],
  ])
  const told = dice.weighed<[number, number][]>([
    [numbers, 8],
    [[[1, 2_147_483_647]], 1],
    [[[first, first + 499]], 1],
    [[[5, 1]], 1],
    [Array.from({ length: 500 }, (): [number, number] => [1, 1]), 1],
  ])
  const encoding = dice.percent(90) ? 'deflate-raw' : 'none'
  const sealed = await phone.seal(payload, { numbers: told, encoding, protocol: dice.pick([1, 1, 1, 2, -1]) })
  return dice.percent(25) ? spoiled(sealed, dice) : sealed
}

/** One part of the codec's own text replaced. */
function damaged(batch: Record<string, unknown>, dice: Dice): unknown {
  const shapes = batch.g
  const list = Array.isArray(shapes) ? (shapes as Record<string, unknown>[]) : []
  const shape = list[0]
  if (shape && dice.percent(70))
    shape[dice.pick(['k', 'f', 'n', 't', 'i', 'v', 's', 'm'])] = hostileValue(dice)
  else batch[dice.pick(['h', 'g'])] = hostileValue(dice)
  return batch
}

/** A surat jalan around such batches, sealed to the puskesmas, its note, its seal or its text spoiled. */
export async function hostileSurat(world: World, dice: Dice): Promise<Uint8Array> {
  const { announced } = world.keys.current
  const puskesmas = dice.percent(90) ? world.puskesmasId : dice.pick(world.ids)
  const opening = suratOpening('jalan', { puskesmas, key: dice.percent(90) ? announced.number : 1 })
  const note = hostileJson({
    id: dice.id(),
    device: world.phone.deviceId,
    reply: announced.seal,
    keys: announced.number,
    contacts: 0,
    madeAt: 1,
    ...(dice.percent(50) && { token: world.phone.pullToken }),
    ...(dice.percent(30) && { cursor: hostileValue(dice) }),
    ...(dice.percent(30) && { [dice.pick(['id', 'device', 'reply', 'contacts'])]: hostileValue(dice) }),
  })
  const batches = []
  for (let each = dice.below(3); each >= 0; each -= 1) batches.push(await hostileBatch(world, dice))
  const contents = { note: Buffer.from(note), batches, signature: Buffer.alloc(64, dice.below(256)) }
  const inside = dice.percent(80) ? joinSuratJalan(contents) : spoiled(joinSuratJalan(contents), dice)
  const body = await sealTo(announced.seal, { info: suratJalanInfo, opening }, inside)
  const bytes = Buffer.from(suratFile('jalan', opening, dice.percent(80) ? body : spoiled(body, dice)))
  return dice.percent(30) ? spoiled(bytes, dice) : bytes
}
