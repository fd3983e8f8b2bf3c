// @vitest-environment node
import { expect, it } from 'vitest'
import { browserTabs } from './tabs.ts'

it('tells the other tabs of that name, and not itself', async () => {
  const [one, other, foreign] = [browserTabs('a'), browserTabs('a'), browserTabs('b')]
  const heard: string[] = []
  one.listen((word) => heard.push(`one ${word}`))
  const stop = other.listen((word) => heard.push(`other ${word}`))
  foreign.listen((word) => heard.push(`foreign ${word}`))
  one.tell('x')
  await expect.poll(() => heard).toEqual(['other x'])
  stop()
  other.tell('y')
  one.tell('z')
  await expect.poll(() => heard).toEqual(['other x', 'one y'])
})
