import type { Field, Instrument } from '#domain/instruments/instrument.ts'
import { inSection } from '#domain/instruments/block.ts'
import { joinBlocks } from '#domain/instruments/join-blocks.ts'
import { homeVisitHead, whenMet } from '#domain/instruments/kr-head.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { odgjRows, odgjRules } from '#domain/rules/home-visit-odgj.ts'

const source = 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)'

const fields: readonly Field[] = odgjRows.map(({ field, cardId }) =>
  yesNoField({ id: field, cardId, step: 4, source, required: whenMet(), shownWhen: whenMet() }),
)

/** Checklist Kunjungan Rumah for somebody with a severe mental disorder (ODGJ). */
export const krOdgj: Instrument = {
  id: 'kr-odgj',
  kind: 'homeVisit',
  edition: '2026.1',
  source,
  appliesTo: () => true,
  ...joinBlocks(
    homeVisitHead({
      card: 'R-KR-ODGJ',
      hasDangerSign: ({ answers }) =>
        yesNoIn(answers, 'odgjDangerous') === true || yesNoIn(answers, 'odgjChained') === true,
    }),
    {
      fields: inSection('mentalHealth', fields).map((field) => ({ ...field, confidential: true })),
      rules: odgjRules,
    },
  ),
}
