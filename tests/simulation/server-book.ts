import type { Mutation } from '#protocol/mutation.ts'

/** One thing that the puskesmas wrote itself, as it stands there: `isJoined` tells whether of somebody who is in an alias. */
export type OwnDeed = {
  readonly deviceId: string
  readonly number: number
  readonly content: string
  readonly outcome: string
  readonly isJoined: boolean
}

/**
 * The book of the server's own device (sync-spec AP10). It says what it wrote; the check is that it writes nothing else
 * than that somebody who is one with another follows to where a nakes let that one go (AL8).
 */
export class ServerBook {
  /** All that it ever wrote: what a restore took from it is on phones still. A number may come again then. */
  readonly #written = new Map<string, Pick<OwnDeed, 'deviceId' | 'content'>>()
  #standing: ReadonlySet<string> = new Set()
  #devices: ReadonlySet<string> = new Set()

  /** Takes over how it stands now; gives what must not be. */
  read(deeds: readonly OwnDeed[]): string[] {
    this.#devices = new Set(deeds.map(({ deviceId }) => deviceId))
    this.#standing = new Set(deeds.map(keyOf))
    for (const deed of deeds) this.#written.set(keyOf(deed), deed)
    const numbers = new Set(deeds.map(({ number }) => number))
    return [
      ...(numbers.size < deeds.length ? ['the server used a number twice'] : []),
      ...deeds.filter((deed) => !isFollowing(deed)).map(({ content }) => `the server wrote ${content}`),
    ]
  }

  has(deviceId: string): boolean {
    return this.#devices.has(deviceId)
  }

  /** What it wrote and stands at the puskesmas, or what it wrote and a restore took away. */
  *mutations(which: 'standing' | 'gone'): Iterable<readonly [deviceId: string, mutation: Mutation]> {
    for (const [key, { deviceId, content }] of this.#written)
      if (this.#standing.has(key) === (which === 'standing'))
        yield [deviceId, JSON.parse(content) as Mutation]
  }
}

const keyOf = ({ deviceId, content }: OwnDeed) => `${deviceId} ${content}`

function isFollowing({ content, outcome, isJoined }: OwnDeed): boolean {
  const { kind, set } = JSON.parse(content) as Mutation
  return outcome === 'accepted' && isJoined && kind === 'person' && Object.keys(set).join() === 'posyanduId'
}
