import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import '#device/counselling/counselling-words.ts'
import { startWords } from '#device/i18n/i18n.ts'
import { instrumentById } from '#domain/instruments/index.ts'
import type { Facts, Finding } from '#domain/instruments/instrument.ts'
import { defaultSettings } from '#domain/settings.ts'
import { FindingSource } from './finding-source.tsx'

const lansia = instrumentById('lansia')

function show(settings: Facts) {
  if (!lansia) throw new Error('no card')
  const finding: Finding = {
    rule: 'adultBloodPressure',
    card: 'D-3',
    edition: 'x',
    level: 'confirm',
    code: 'pressureHighNormal',
    fields: ['bloodPressure'],
    facts: {},
    settings,
  }
  render(<FindingSource finding={finding} instrument={lansia} />)
}

const unconfirmed = /belum dicocokkan dengan formulir resmi/
const chosen = /Menurut pilihan puskesmas/

describe('the small print of a finding', () => {
  beforeAll(startWords)
  afterEach(cleanup)

  it('says that the wording of a form is not confirmed, until it is', () => {
    show({ srq20WordingConfirmed: 'off' })
    expect(screen.getByText(unconfirmed)).toBeTruthy()
    cleanup()
    show({ srq20WordingConfirmed: 'on' })
    expect(screen.queryByText(unconfirmed)).toBeNull()
    expect(screen.queryByText(chosen)).toBeNull()
  })

  it('names what the puskesmas chose, and is silent where it left the proposal', async () => {
    show({
      olderBloodPressureScheme: 'jnc7',
      bloodPressureOfTwo: String(defaultSettings['bloodPressureOfTwo']),
    })
    expect((await screen.findByText(chosen)).textContent).toBe(
      'Menurut pilihan puskesmas: Tabel tekanan darah lansia.',
    )
    cleanup()
    show({ olderBloodPressureScheme: String(defaultSettings['olderBloodPressureScheme']) })
    expect(screen.queryByText(chosen)).toBeNull()
  })

  it('tells a switch that was turned, either way', async () => {
    const isOn = defaultSettings['referAtFirstT'] === true
    show({ referAtFirstT: isOn ? 'on' : 'off' })
    expect(screen.queryByText(chosen)).toBeNull()
    cleanup()
    show({ referAtFirstT: isOn ? 'off' : 'on' })
    expect(await screen.findByText(/Rujuk sejak T pertama/)).toBeTruthy()
  })
})
