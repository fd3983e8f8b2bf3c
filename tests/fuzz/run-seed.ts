import { gzipSync } from 'node:zlib'
import { csvText } from '#device/desk/import/csv-text.ts'
import { reportRows } from '#device/desk/import/report-rows.ts'
import { importPlanSchema } from '#protocol/messages/import.ts'
import { createDice, type Dice } from '#tests/simulation/dice.ts'
import { formulasIn } from './cut-anyhow.ts'
import { fromSchema } from './from-schema.ts'
import { hostileJson, hostileWord, sentCanary, spoiled } from './hostile.ts'
import { hostileBatch, hostileSurat } from './hostile-batch.ts'
import { hostileRegister } from './hostile-register.ts'
import { farSecrets, type Operation, openWorld, type World } from './world.ts'

/** What a request brought to light. `serverError`: a 5xx. `formula`: a report that a spreadsheet would run. */
export type FuzzFinding = {
  readonly what: 'serverError' | 'leak' | 'logged' | 'polluted' | 'hang' | 'formless' | 'formula'
  readonly where: string
  readonly status?: number
  readonly detail?: string
}

export type FuzzResult = {
  readonly seed: number
  readonly requests: number
  /** Requests by route, and answers by status. */
  readonly routes: Readonly<Record<string, number>>
  readonly statuses: Readonly<Record<string, number>>
  /** Reports of imports, as a spreadsheet opens them, and their lines. */
  readonly reports: { readonly made: number; readonly lines: number }
  readonly findings: readonly FuzzFinding[]
}

type Sent = {
  readonly url: string
  readonly headers: Record<string, string>
  readonly payload?: Buffer
}

/** Long enough for the largest file on a busy machine: only what never ends is one, ms. */
const neverEnds = 60_000
const requestsPerSeed = 40

/** Attacks a puskesmas of its own as the seed has it. */
export async function runSeed(seed: number, urls: Parameters<typeof openWorld>[0]): Promise<FuzzResult> {
  const world = await openWorld(urls)
  try {
    return await attack(seed, world)
  } finally {
    await world.close()
  }
}

async function attack(seed: number, world: World): Promise<FuzzResult> {
  const dice = createDice(seed)
  const findings: FuzzFinding[] = []
  const routes: Record<string, number> = {}
  const statuses: Record<string, number> = {}
  const reports = { made: 0, lines: 0 }
  for (let request = 0; request < requestsPerSeed; request += 1) {
    // What takes files apart has more to lose.
    const operation = dice.weighed(
      world.operations.map((one) => [one, one.body && one.body.type !== 'application/json' ? 5 : 1] as const),
    )
    const where = `${operation.method} ${operation.path}`
    const sent = await requestFor(operation, world, dice)
    let timer: NodeJS.Timeout | undefined
    const answer = await Promise.race([
      world.app.inject({ method: operation.method, ...sent }),
      new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), neverEnds)
      }),
    ])
    clearTimeout(timer)
    routes[where] = (routes[where] ?? 0) + 1
    if (!answer) findings.push({ what: 'hang', where })
    else {
      statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1
      findings.push(...judge(answer.statusCode, answer.body, where, world.takeLog()))
      if (answer.statusCode === 200 && where === 'POST /api/v1/imports') {
        const report = reportRows((key) => key, importPlanSchema.parse(answer.json()))
        reports.made += 1
        reports.lines += report.length - 1
        const [formula] = formulasIn(csvText(report))
        if (formula !== undefined) findings.push({ what: 'formula', where, detail: formula })
      }
    }
  }
  return { seed, requests: requestsPerSeed, routes, statuses, reports, findings }
}

function judge(status: number, body: string, where: string, log: string): FuzzFinding[] {
  const found: FuzzFinding[] = []
  if (status >= 500) found.push({ what: 'serverError', where, status, detail: log.slice(0, 600) })
  if (status >= 400 && !/^\{"error":\{"code":"[A-Za-z]+"/.test(body))
    found.push({ what: 'formless', where, status, detail: body.slice(0, 200) })
  const leaked = farSecrets.find((secret) => body.includes(secret))
  if (leaked) found.push({ what: 'leak', where, status, detail: leaked })
  if ([...farSecrets, sentCanary].some((secret) => log.includes(secret)))
    found.push({ what: 'logged', where, status, detail: log.slice(0, 300) })
  const plain: Record<string, unknown> = {}
  if ('polluted' in plain) found.push({ what: 'polluted', where })
  return found
}

async function requestFor(operation: Operation, world: World, dice: Dice): Promise<Sent> {
  const making = { dice, shapes: world.shapes, ids: world.ids, hostile: dice.pick([0, 5, 30]) }
  const value = (schema: object) =>
    dice.percent(15) ? hostileWord(dice) : String(fromSchema(schema, { ...making, hostile: 0 }))
  let url = operation.path
  const query: string[] = []
  for (const { name, in: place, schema } of operation.parameters) {
    if (place === 'path') url = url.replace(`{${name}}`, encodeURIComponent(value(schema).toWellFormed()))
    else if (dice.percent(60)) query.push(`${name}=${encodeURIComponent(value(schema).toWellFormed())}`)
  }
  if (dice.percent(10)) query.push(dice.pick(['%', '__proto__=1', 'a[b]=1', '%ff%fe', 'limit=1&limit=2']))
  if (query.length > 0) url += `?${query.join('&')}`
  // Whoever may call is who calls, most of the time: what is refused at the door attacks nothing behind it.
  const who = dice.percent(70)
    ? allowed(operation.access, dice)
    : dice.pick(['nobody', 'nakes', 'admin', 'dinkes'] as const)
  const headers: Record<string, string> = {
    // Whoever logged out could attack nothing afterwards.
    cookie: operation.path.endsWith('/log-out')
      ? ''
      : dice.percent(95)
        ? world.cookies[who]
        : 'teratai_session=%00; __proto__=x',
    'x-forwarded-for': sentCanary,
    'user-agent': sentCanary,
    ...(dice.percent(30) && {
      authorization: `Bearer ${dice.pick([world.phone.pullToken, 'x', sentCanary])}`,
    }),
  }
  const body = operation.body && (await bodyFor(operation, world, dice, making))
  if (!body) return { url, headers }
  const type = dice.percent(93)
    ? body.type
    : dice.pick(['text/plain', 'multipart/form-data', 'a/b', '; charset=x'])
  return { url, headers: { ...headers, 'content-type': type, ...body.headers }, payload: body.payload }
}

function allowed(access: string, dice: Dice): keyof World['cookies'] {
  if (access === 'admin' || access === 'nakes') return access
  if (access === 'desk') return dice.pick(['admin', 'nakes'])
  return access === 'session' ? dice.pick(['admin', 'nakes', 'dinkes']) : 'nobody'
}

type Body = { readonly type: string; readonly payload: Buffer; readonly headers?: Record<string, string> }

async function bodyFor(
  { path, body }: Operation,
  world: World,
  dice: Dice,
  making: Parameters<typeof fromSchema>[1],
): Promise<Body | undefined> {
  if (!body) return undefined
  const { type } = body
  if (path.endsWith('/sync')) return { type, payload: Buffer.from(await hostileBatch(world, dice)) }
  if (path.endsWith('/surat')) return { type, payload: Buffer.from(await hostileSurat(world, dice)) }
  if (path.endsWith('/imports')) return { type, payload: Buffer.from(hostileRegister(dice)) }
  if (type !== 'application/json') return { type, payload: Buffer.from(hostileWord(dice)) }
  const json = Buffer.from(hostileJson(fromSchema(body.schema, making)))
  return dice.weighed<Body>([
    [{ type, payload: json }, 16],
    [{ type, payload: Buffer.from(spoiled(json, dice)) }, 2],
    [{ type, payload: Buffer.concat([json, Buffer.alloc(300_000, 0x20)]) }, 1],
    [{ type, payload: gzipSync(json), headers: { 'content-encoding': 'gzip' } }, 1],
    [{ type, payload: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), json]) }, 1],
  ])
}
