import { type Block, inSection } from '#domain/instruments/block.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { malaria, skinDisease } from '#domain/rules/endemic.ts'
import { isOn } from '#domain/settings.ts'

const whereOn =
  (setting: string): Condition =>
  ({ settings }) =>
    isOn(settings, setting)

const question = (
  id: string,
  cardId: string,
  setting: string,
  alsoCardIds: readonly string[] = [],
): Field => ({
  id,
  cardId,
  alsoCardIds,
  type: 'yesNo',
  step: 4,
  required: false,
  shownWhen: whereOn(setting),
  battery: setting,
  source: 'KMK HK.01.07/MENKES/2015/2023; KMK HK.01.07/MENKES/33/2025',
})

/** Malaria, and skin disease that neglect lets spread: asked where the puskesmas says that they occur. */
export const endemicBlock: Block = {
  fields: inSection('endemic', [
    question('malariaSymptoms', 'malaria_gejala', 'malariaEndemic', ['gejala_malaria']),
    question('malariaMedicineUnfinished', 'malaria_obat_tidak_habis', 'malariaEndemic'),
    question('malariaNearby', 'malaria_kasus_sekitar', 'malariaEndemic'),
    question('numbSkinPatch', 'ntd_bercak_mati_rasa', 'skinDiseaseEndemic'),
    question('itchingSores', 'ntd_koreng_gatal_malam', 'skinDiseaseEndemic'),
  ]),
  rules: [malaria, skinDisease],
}
