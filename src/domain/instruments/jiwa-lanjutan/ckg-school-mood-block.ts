import { type Block, inSection } from '#domain/instruments/block.ts'
import type { Field } from '#domain/instruments/instrument.ts'
import { onForm } from '#domain/instruments/official-item.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { anxietyItems, ckgSchoolMood, depressionItems } from '#domain/rules/ckg-school-mood.ts'

const source = 'Cek Kesehatan Gratis Sekolah (KMK HK.01.07/MENKES/33/2025)'

const item =
  (form: string, prefix: string) =>
  (id: string, at: number): Field =>
    onForm(form, String(at + 1), {
      ...yesNoField({ id, cardId: `${prefix}_${at + 1}`, step: 4, source }),
      battery: 'ckgSchoolMood',
      confidential: true,
    })

/** Signs of anxiety and depression in the last two weeks, as the check at school asks for them. */
export const ckgSchoolMoodBlock: Block = {
  fields: inSection('mentalHealth', [
    ...anxietyItems.map(item('ckg-sekolah-cemas', 'cemas')),
    ...depressionItems.map(item('ckg-sekolah-depresi', 'depresi')),
  ]),
  rules: ckgSchoolMood,
}
