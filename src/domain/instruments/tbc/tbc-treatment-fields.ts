import type { Field } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { isOnTbcTreatment } from '#domain/rules/tbc.ts'

const source = 'Checklist Kunjungan Rumah TBC (KMK HK.01.07/MENKES/2015/2023)'

const asked = { step: 4, required: isOnTbcTreatment, shownWhen: isOnTbcTreatment, source } as const

/** What is asked of somebody who takes TBC medicine. */
export const tbcTreatmentFields: readonly Field[] = [
  {
    ...asked,
    id: 'tbcDiagnosedOn',
    cardId: 'kt_tgl_diagnosis',
    type: 'date',
    latest: ({ day }) => day,
    required: false,
    keptIn: 'person',
  },
  {
    ...asked,
    id: 'tbcDiagnosedAt',
    cardId: 'kt_tempat_diagnosis',
    type: 'text',
    maxLength: 120,
    required: false,
    keptIn: 'person',
  },
  {
    ...asked,
    id: 'tbcLastCheckOn',
    cardId: 'kt_periksa_terakhir',
    type: 'date',
    latest: ({ day }) => day,
    required: false,
  },
  yesNoField({ ...asked, id: 'tbcMedicineAtHome', cardId: 'kt_obat_ada' }),
  yesNoField({ ...asked, id: 'tbcMedicineTaken24h', cardId: 'kt_obat_24jam' }),
  yesNoField({ ...asked, id: 'tbcSupervised', cardId: 'kt_pmo' }),
  {
    ...asked,
    id: 'tbcSupervisorName',
    cardId: 'kt_pmo_nama',
    type: 'text',
    maxLength: 120,
    required: false,
    shownWhen: (context) => isOnTbcTreatment(context) && yesNoIn(context.answers, 'tbcSupervised') === true,
  },
]
