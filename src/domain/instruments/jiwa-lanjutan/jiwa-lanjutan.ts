import { ageIn } from '#domain/instruments/age-in.ts'
import { inSection } from '#domain/instruments/block.ts'
import { mentalHealthTotal } from '#domain/instruments/ibu-hamil/nakes-fields.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { joinBlocks } from '#domain/instruments/join-blocks.ts'
import { sdqTotalsBlock } from '#domain/instruments/sdq/sdq-block.ts'
import { isFemale } from '#domain/instruments/shared-fields.ts'
import { substancesBlock } from '#domain/instruments/substances/substances.ts'
import { motherMentalHealth } from '#domain/rules/mother-mental-health.ts'
import { ckgSchoolMoodBlock } from './ckg-school-mood-block.ts'

const sdqAges = { from: 4, to: 18 }

/** SDQ belongs to ages 4 to 18. */
const sdq = {
  ...sdqTotalsBlock,
  fields: sdqTotalsBlock.fields.map((field) => ({
    ...field,
    required: false,
    shownWhen: (context: Parameters<typeof isFemale>[0]) => {
      const years = ageIn(context)?.years
      return years === undefined || (years >= sdqAges.from && years <= sdqAges.to)
    },
  })),
}

/** EPDS or SRQ-20 as a total: of mothers. */
const epds = {
  fields: inSection('mentalHealth', [{ ...mentalHealthTotal, required: false, shownWhen: isFemale }]),
  rules: [motherMentalHealth],
}

/** What nakes enter as scores when they look closer at somebody's mind: SDQ, EPDS, ASSIST, and the school's check. */
export const jiwaLanjutan: Instrument = {
  id: 'jiwa-lanjutan',
  kind: 'followUp',
  edition: '2026.1',
  source: 'KMK HK.01.07/MENKES/2015/2023; KMK HK.01.07/MENKES/33/2025',
  appliesTo: (person, day) => (ageIn({ person, day })?.years ?? 0) >= sdqAges.from,
  ...joinBlocks(sdq, epds, substancesBlock, ckgSchoolMoodBlock),
}
