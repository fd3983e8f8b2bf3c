import { describe, expect, it } from 'vitest'
import { settingsWith } from '#domain/settings.ts'
import { campaignsDue } from './campaign-schedule.ts'
import { dueContextOf } from './due-context.ts'

const capsule = (day: string, givenOn: string, settings: Readonly<Record<string, unknown>> = {}) => {
  const history = [{ instrument: 'balita', day: givenOn, answers: { vitaminA: 'red' } }]
  const person = { sex: 'female', birthDate: '2024-01-10' } as const
  const found = campaignsDue(dueContextOf(person, history, day, settingsWith(settings)))
  const item = found.find(({ product }) => product === 'vitaminARed')
  return item && `${item.state} ${item.because} ${item.from}`
}

describe('two capsules of vitamin A', () => {
  it('lie four months apart', () => {
    expect(capsule('2026-02-10', '2025-09-30')).toBe('due campaignMonth 2026-02-01')
    expect(capsule('2026-02-10', '2025-10-10')).toBe('due campaignMonth 2026-02-01')
    expect(capsule('2026-02-10', '2025-10-11')).toBe('notYet intervalNotOver 2026-02-11')
    expect(capsule('2026-02-11', '2025-10-11')).toBe('due campaignMonth 2026-02-01')
  })

  it('leave out a campaign that would come too soon', () => {
    expect(capsule('2026-02-10', '2025-11-30')).toBe('notYet intervalNotOver 2026-03-30')
    expect(capsule('2026-03-30', '2025-11-30')).toBe('late afterCampaign 2026-02-01')
    expect(capsule('2026-02-10', '2025-12-01')).toBe('notYet intervalNotOver 2026-08-01')
    expect(capsule('2026-02-10', '2026-01-20')).toBe('notYet intervalNotOver 2026-08-01')
    expect(capsule('2026-05-10', '2026-01-20')).toBe('notYet intervalNotOver 2026-08-01')
    expect(capsule('2026-08-01', '2026-01-20')).toBe('due campaignMonth 2026-08-01')
  })

  it('lie as far apart as the district says', () => {
    expect(capsule('2026-02-10', '2025-09-30', { vitaminAGapMonths: 5 })).toContain('notYet intervalNotOver')
    expect(capsule('2026-02-10', '2025-08-30', { vitaminAGapMonths: 5 })).toContain('due campaignMonth')
  })

  it('given in the campaign is given, however soon', () => {
    expect(capsule('2026-02-10', '2026-02-01')).toBe('done given 2026-02-01')
  })
})
