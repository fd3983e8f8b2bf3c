import { checkNik, type NikWarning } from '#domain/person/nik.ts'
import type { ImportReason } from '#protocol/messages/import.ts'
import type { DraftFields } from './draft.ts'

const remarkOf: Partial<Record<NikWarning, ImportReason>> = {
  birthDateDiffers: 'nikBirthDateDiffers',
  invalidDay: 'nikBirthDateDiffers',
  invalidMonth: 'nikBirthDateDiffers',
  impossibleDate: 'nikBirthDateDiffers',
  sexDiffers: 'nikSexDiffers',
}

/** What a taken NIK says otherwise of the person than the row does: worth a look, never a reason to refuse. */
export function nikRemarks(fields: DraftFields): ImportReason[] {
  if (!fields.nik) return []
  const exact = fields.birthDatePrecision === undefined
  const { warnings } = checkNik(fields.nik, {
    sex: fields.sex,
    ...(exact && { birthDate: fields.birthDate }),
  })
  return [...new Set(warnings.flatMap((warning) => remarkOf[warning] ?? []))]
}
