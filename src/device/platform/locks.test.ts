import { afterEach, describe, expect, it, vi } from 'vitest'
import { browserLocks, createLocalLocks, type Locks } from './locks.ts'

const name = 'a'

/** What a browser grants: one holder at a time, in the order in which they asked. */
function grantInTurn(): LockManager {
  const { hold } = createLocalLocks()
  const request = (asked: string, ...rest: unknown[]) => hold(asked, rest.at(-1) as () => Promise<unknown>)
  // The part of the browser's interface that is used.
  return { request } as unknown as LockManager
}

/** Two tabs of one browser. */
function twoTabs(manager = grantInTurn()): readonly [Locks, Locks] {
  vi.stubGlobal('navigator', { locks: manager })
  return [browserLocks(), browserLocks()]
}
afterEach(() => vi.unstubAllGlobals())

const untilEnded = () => {
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  return { ended, end }
}

describe('begin', () => {
  it('works before the other tab lets go, and is granted the lock after that', async () => {
    const [here, there] = twoTabs()
    const other = untilEnded()
    const seen: string[] = []
    const theirs = there.hold(name, () => other.ended.then(() => seen.push('they ended')))
    const begun = untilEnded()
    const ours = here.begin(name, async (granted) => {
      seen.push('we began')
      begun.end()
      await granted
      seen.push('we hold it')
      return 7
    })
    await begun.ended
    other.end()
    expect(await ours).toBe(7)
    await theirs
    expect(seen).toEqual(['we began', 'they ended', 'we hold it'])
  })

  it('keeps the lock from the other tab until its work ends', async () => {
    const [here, there] = twoTabs()
    const work = untilEnded()
    const seen: string[] = []
    const ours = here.begin(name, async (granted) => {
      await granted
      await work.ended
      seen.push('we ended')
    })
    const theirs = there.hold(name, async () => seen.push('they hold it'))
    work.end()
    await Promise.all([ours, theirs])
    expect(seen).toEqual(['we ended', 'they hold it'])
  })

  it('does not begin while this tab works under the lock', async () => {
    const [here] = twoTabs()
    const first = untilEnded()
    const seen: string[] = []
    const works = [
      here.hold(name, () => first.ended.then(() => seen.push('first'))),
      here.begin(name, async () => seen.push('second')),
      here.hold(name, async () => seen.push('third')),
    ]
    first.end()
    await Promise.all(works)
    expect(seen).toEqual(['first', 'second', 'third'])
  })

  it('lets go after work that failed', async () => {
    const [here, there] = twoTabs()
    const failing = here.begin(name, () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    expect(await there.hold(name, async () => 1)).toBe(1)
    expect(await here.hold(name, async () => 2)).toBe(2)
  })

  it('fails where the browser refuses the lock', async () => {
    const refuse = () => Promise.reject(new Error('refused'))
    // As above.
    const [here] = twoTabs({ request: refuse } as unknown as LockManager)
    await expect(here.begin(name, (granted) => granted)).rejects.toThrow('refused')
    expect(await here.begin(name, async () => 3)).toBe(3)
  })
})
