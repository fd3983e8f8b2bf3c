import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { createRandom } from '#tests/fakes/random.ts'
import type { Change, NodePhone } from './node-phone.ts'
import { interleave } from './rounds.ts'
import type { Posyandu, Stage } from './stage.ts'
import { type BenchRow, ratioRow } from './table.ts'
import { inventVisit } from './village.ts'

const clients = 8
const batchesEach = 6
const recordsPerBatch = 100
/** COPY of a round takes the same rows so many times, each into a commit of its own: once is over before it is steady. */
const copies = 5
const visitedOn = '2026-11-10'

/** Times work of all clients at once, in which each writes so many records; gives records per second. */
async function rate(works: readonly (() => Promise<void>)[], recordsEach: number): Promise<number> {
  const start = performance.now()
  await Promise.all(works.map((work) => work()))
  return (clients * recordsEach * 1000) / (performance.now() - start)
}

const batches = <T>(make: (batch: number) => T): T[] => Array.from({ length: batchesEach }, (_, i) => make(i))

/**
 * Visits merged by the server, from eight phones in four posyandu in signed batches of a hundred, over COPY of the
 * same rows by eight connections in the same batches, each its own commit, into a table without an index.
 */
export async function serverRows(stage: Stage): Promise<BenchRow[]> {
  const posyandu: Posyandu[] = []
  for (const n of [1, 2, 3, 4]) posyandu.push(await stage.makePosyandu(`Posyandu Ukur ${n}`, 500))
  const phones: { phone: NodePhone; of: Posyandu }[] = []
  for (let i = 0; i < clients; i++) {
    const of = posyandu[i % posyandu.length] as Posyandu
    phones.push({ phone: await of.newNodePhone(), of })
  }
  const plain = await openPlainTable(stage.ownerUrl)
  const random = createRandom(8)
  const visitsOf = ({ villagers }: Posyandu): Change[] =>
    Array.from({ length: recordsPerBatch }, () =>
      inventVisit(
        random,
        villagers[Math.floor(random() * villagers.length)] as Posyandu['villagers'][number],
        visitedOn,
      ),
    )
  try {
    const rates = await interleave(
      {
        async merged() {
          const packed = await Promise.all(
            phones.map(async ({ phone, of }) => {
              const list = []
              for (const changes of batches(() => visitsOf(of)))
                list.push((await phone.packBatch(changes)).bytes)
              return { phone, list }
            }),
          )
          return rate(
            packed.map(({ phone, list }) => async () => {
              for (const bytes of list) await phone.post(bytes, recordsPerBatch)
            }),
            batchesEach * recordsPerBatch,
          )
        },
        async copied() {
          const texts = phones.map(({ of }, client) =>
            batches((batch) => copyText(visitsOf(of), client, batch * recordsPerBatch)),
          )
          const work = async (list: readonly string[], client: number) => {
            for (let time = 0; time < copies; time++) await plain.copy(client, list)
          }
          return rate(
            texts.map((list, client) => () => work(list, client)),
            copies * batchesEach * recordsPerBatch,
          )
        },
      },
      { before: stage.concluded },
    )
    return [
      ratioRow('server: pushed mutations merged, 8 clients', 'records/s', rates.merged, rates.copied, {
        atLeast: 0.4,
      }),
    ]
  } finally {
    await plain.close()
  }
}

/** COPY's text form: a column a tab, backslashes doubled. */
function copyText(changes: readonly Change[], client: number, from: number): string {
  return changes
    .map((change, i) => {
      const json = JSON.stringify({ number: from + i, time: Date.now(), ...change }).replaceAll('\\', '\\\\')
      // Every visit names its person.
      const personId = change.set['personId'] as string
      return `${change.id}\t${personId}\t${client}\t${from + i}\t${change.kind}\t${json}\n`
    })
    .join('')
}

async function openPlainTable(ownerUrl: string) {
  const connections = Array.from({ length: clients }, () => new pg.Client({ connectionString: ownerUrl }))
  await Promise.all(connections.map((connection) => connection.connect()))
  await connections[0]?.query(
    'create table bench_plain (id uuid, person_id uuid, client integer, number integer, kind text, body json)',
  )
  return {
    async copy(client: number, texts: readonly string[]): Promise<void> {
      const connection = connections[client]
      if (!connection) throw new Error('no such client')
      for (const text of texts) {
        const into = connection.query(copyFrom('copy bench_plain from stdin'))
        await pipeline(Readable.from([Buffer.from(text)]), into)
      }
    },
    async close(): Promise<void> {
      await connections[0]?.query('drop table bench_plain')
      await Promise.all(connections.map((connection) => connection.end()))
    },
  }
}
