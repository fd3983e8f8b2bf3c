import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeIn } from './read-code.ts'

const origin = 'https://teratai.example'

describe('an enrolment code', () => {
  it.each(['7K3MQ2XA', '7k3m-q2xa', ' 7K3M Q2XA '])('is %s', (text) => {
    expect(codeIn(text, origin)).toEqual({ kind: 'code', code: '7K3MQ2XA' })
  })

  it('is read from a link of this address', () => {
    expect(codeIn('https://teratai.example/enrol#7K3M-Q2XA', origin)).toEqual({
      kind: 'code',
      code: '7K3MQ2XA',
    })
  })

  it('of another address is told apart', () => {
    const url = 'https://lain.example/enrol#7K3MQ2XA'
    expect(codeIn(url, origin)).toEqual({ kind: 'elsewhere', url })
  })

  it.each([
    'https://teratai.example/enrol',
    'https://teratai.example/people#7K3MQ2XA',
    'WIFI:S:posyandu;;',
    // What a browser would run or open for itself.
    'javascript:/enrol#7K3MQ2XA',
    'data:/enrol#7K3MQ2XA',
    'intent:/enrol#7K3MQ2XA',
    'file:///enrol#7K3MQ2XA',
    'https://teratai.example/enrol#%',
  ])('is not in %s', (text) => {
    expect(codeIn(text, origin)).toEqual({ kind: 'none' })
  })

  it('is read from any text without a fault, and led nowhere but to pages of the web', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 3_000 }),
          fc.webUrl({ withFragments: true, validSchemes: ['http', 'https', 'ftp', 'javascript', 'blob'] }),
          fc.string().map((text) => `${text}:/enrol#7K3MQ2XA`),
        ),
        (text) => {
          const read = codeIn(text, origin)
          if (read.kind === 'elsewhere') expect(read.url).toMatch(/^https?:\/\//)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
