import type { Transport } from '#device/sync/send.ts'

export type Fate =
  | 'passes'
  | 'requestLost'
  | 'answerLost'
  | 'twice'
  | 'answerCut'
  | 'portal'
  | 'serverError'
  | 'tooLarge'
  | 'lateOneFirst'

/** How often each happens, in parts of 100. */
const chances: readonly (readonly [Fate, number])[] = [
  ['passes', 46],
  ['requestLost', 10],
  ['answerLost', 12],
  ['twice', 8],
  ['answerCut', 6],
  ['portal', 5],
  ['serverError', 5],
  ['tooLarge', 4],
  ['lateOneFirst', 4],
]

function fateOf(chance: number): Fate {
  let left = chance * 100
  for (const [fate, parts] of chances) {
    if (left < parts) return fate
    left -= parts
  }
  return 'passes'
}

/** A wire between phones and a puskesmas that loses, repeats, cuts and reorders, alike for the same seed. */
export function badWire(server: Transport, random: () => number): Transport {
  const earlier: RequestInit[] = []
  return async (path, request) => {
    const fate = fateOf(random())
    const late = earlier[Math.floor(random() * earlier.length)]
    earlier.push(request)
    if (fate === 'requestLost') throw new TypeError('lost')
    if (fate === 'portal') return new Response('<html>Selamat datang di Wi-Fi</html>')
    if (fate === 'serverError') return new Response('', { status: 503 })
    if (fate === 'tooLarge') return new Response('', { status: 413 })
    if (fate === 'lateOneFirst' && late) await server(path, late)
    if (fate === 'twice') await server(path, request)
    const answer = await server(path, request)
    if (fate === 'answerLost') throw new TypeError('lost')
    if (fate !== 'answerCut') return answer
    const text = await answer.text()
    return new Response(text.slice(0, Math.floor(text.length * random())))
  }
}
