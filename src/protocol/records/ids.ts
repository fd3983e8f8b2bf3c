import { v5 } from 'uuid'

/** Teratai's own namespace for the ids that two phones must make alike without knowing of each other. */
const namespace = '6f2d6f0e-5b0e-4a57-9d0c-7e7261746169'

const named = (...parts: string[]) => v5(parts.join('\n'), namespace)

/** The id of a posyandu's day, from the date on which it was opened. A name: never recomputed when the date is corrected. */
export const posyanduDayId = (posyanduId: string, openedOn: string) =>
  named('posyanduDay', posyanduId, openedOn)

/** The id of a person's visit on a posyandu day. */
export const visitIdOnDay = (dayId: string, personId: string) => named('visit', dayId, personId)

/** The id of a dose given in a visit. */
export const doseIdInVisit = (visitId: string, product: string) => named('dose', visitId, product)

/** The id of a dose that was given elsewhere or earlier, as the KIA book or the family says. */
export const doseIdTold = (personId: string, product: string) => named('toldDose', personId, product)
