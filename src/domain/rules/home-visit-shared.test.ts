import { describe, expect, it } from 'vitest'
import { outcomeOf, visitOf } from '#tests/builders/rule-case.ts'

describe('Checklist Kunjungan Rumah ODGJ', () => {
  it.each([
    ['odgjDangerous', true, 'emergency now odgjDangerous'],
    ['odgjDangerous', false, 'normal odgjFine'],
    ['odgjChained', true, 'refer today odgjChained'],
    ['odgjMedicine', false, 'refer 3days odgjMedicineMissed'],
    ['odgjMedicine', true, 'normal odgjFine'],
    ['odgjControl', false, 'confirm week odgjNoControl'],
    ['odgjSelfCare', false, 'counsel odgjNeedsHelp'],
    ['odgjSleep', false, 'counsel odgjNeedsHelp'],
    ['odgjActivity', false, 'counsel odgjNeedsHelp'],
    ['odgjFamilySupport', false, 'counsel odgjFamilyNeedsHelp'],
  ])('%s: %s', (field, answer, expected) => {
    expect(outcomeOf({ instrument: 'kr-odgj', answers: { [field]: answer } }, field)).toBe(
      `R-KR-ODGJ ${expected}`,
    )
  })

  it('takes nothing for granted behind a closed door', () => {
    const visit = visitOf({ instrument: 'kr-odgj', answers: { personMet: 'notAtHome' } })
    expect(visit.findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual(['homeVisitMet notAssessed'])
  })
})

describe('Data Keluarga', () => {
  it.each([
    ['ventilationEnough', false, 'counsel houseUnhealthy'],
    ['cleanWater', false, 'counsel houseUnhealthy'],
    ['waterProtected', false, 'counsel houseUnhealthy'],
    ['latrine', false, 'counsel houseUnhealthy'],
    ['latrineSanitary', false, 'counsel houseUnhealthy'],
    ['latrineSanitary', true, 'normal familyFine'],
    ['memberTbc', true, 'confirm 3days tbcInHouse'],
    ['memberTbc', false, 'normal familyFine'],
    ['memberOdgjChained', true, 'refer today odgjChained'],
    ['memberSmokes', true, 'counsel smokeInHouse'],
  ])('%s: %s', (field, answer, expected) => {
    const told = outcomeOf({ instrument: 'kr-keluarga', answers: { [field]: answer } }, field)
    expect(told).toBe(`R-KR-KELUARGA ${expected}`)
  })
})
