import type { Transport } from '#device/sync/send.ts'
import type { Dice } from './dice.ts'

/** What becomes of one request, with how often in a hundred. */
const fates = [
  ['passes', 44],
  ['requestLost', 7],
  ['requestCut', 3],
  ['answerLost', 9],
  ['answerCut', 5],
  ['repeated', 6],
  ['delayed', 6],
  ['reordered', 4],
  ['portalPage', 3],
  ['portalJson', 2],
  ['portalRedirect', 1],
  ['tooLarge', 3],
  ['tooMany', 2],
  ['serverError', 4],
  ['proxyError', 1],
] as const

export type WireFault = Exclude<(typeof fates)[number][0], 'passes'>

/** Counts of what happened, by name. */
export type Faults = Record<string, number>

export function count(faults: Faults, name: string, by = 1): void {
  faults[name] = (faults[name] ?? 0) + by
}

type Letter = { readonly path: string; readonly request: RequestInit }

/** Requests that are still on their way although their sender gave up on them. */
export type Mail = Letter[]

export type WireDeps = {
  readonly server: Transport
  readonly dice: Dice
  readonly faults: Faults
  readonly mail: Mail
}

/** A wire between one phone and the puskesmas that loses, repeats, delays, cuts and reorders as its dice say. */
export function badWire({ server, dice, faults, mail }: WireDeps): Transport {
  return async (path, request) => {
    const fate = dice.weighed(fates)
    if (fate !== 'passes') count(faults, fate)
    switch (fate) {
      case 'requestLost':
        throw new TypeError('lost')
      case 'delayed':
        mail.push({ path, request })
        throw new TypeError('timed out')
      case 'requestCut':
        await server(path, { ...request, body: cut(request.body, dice) })
        throw new TypeError('cut')
      case 'portalPage':
        return new Response('<html>Selamat datang di Wi-Fi Desa</html>')
      case 'portalJson':
        return Response.json(dice.pick<unknown>([{}, { ok: true }, { receipts: [] }, null, 'welcome']))
      case 'portalRedirect':
        return new Response('', { status: dice.pick([302, 307, 511]) })
      case 'tooLarge':
        return new Response('<h1>413</h1>', { status: 413 })
      case 'tooMany':
        return new Response('', { status: 429, headers: { 'retry-after': '30' } })
      case 'serverError':
        return Response.json({ error: { code: 'internal' } }, { status: dice.pick([500, 503]) })
      case 'proxyError':
        return new Response('<h1>Bad gateway</h1>', { status: dice.pick([502, 504]) })
      case 'reordered':
        await deliverOne(server, mail, dice)
        return server(path, request)
      case 'repeated':
        await server(path, request)
        return server(path, request)
      case 'answerLost':
        await server(path, request)
        throw new TypeError('lost')
      case 'answerCut': {
        const text = await (await server(path, request)).text()
        return new Response(text.slice(0, dice.below(text.length)))
      }
      case 'passes':
        return server(path, request)
    }
  }
}

/** A letter that was given up arrives now, whatever its sender did since. Nobody hears the answer. */
export async function deliverOne(server: Transport, mail: Mail, dice: Dice): Promise<void> {
  const [letter] = mail.splice(dice.below(mail.length), 1)
  if (letter) await server(letter.path, letter.request).catch(() => undefined)
}

function cut(body: BodyInit | null | undefined, dice: Dice): BodyInit {
  if (typeof body === 'string') return body.slice(0, dice.below(body.length))
  if (body instanceof Uint8Array) return Uint8Array.from(body.subarray(0, dice.below(body.length)))
  throw new Error('an unknown body')
}
