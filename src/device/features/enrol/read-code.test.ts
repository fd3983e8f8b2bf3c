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
    'https://teratai.example/enrol#%',
  ])('is not in %s', (text) => {
    expect(codeIn(text, origin)).toEqual({ kind: 'none' })
  })
})
