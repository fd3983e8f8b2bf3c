import { ageIn } from '#domain/instruments/age-in.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { perkembanganBlock } from './perkembangan-block.ts'

const firstMonth = 1
const lastMonth = 72

/** Checklist Perkembangan by itself: from one month to the list of 72 months. */
export const perkembangan: Instrument = {
  id: 'perkembangan',
  kind: 'questionnaire',
  edition: '2026.1',
  source: 'Buku KIA 2023; SDIDTK',
  appliesTo: (person, day) => {
    const months = ageIn({ person, day })?.months
    return months !== undefined && months >= firstMonth && months <= lastMonth
  },
  ...perkembanganBlock(() => true),
}
