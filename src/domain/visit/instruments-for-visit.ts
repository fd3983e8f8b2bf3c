import { instruments } from '#domain/instruments/index.ts'
import type { CardId, Instrument } from '#domain/instruments/instrument.ts'
import { cardsFor } from '#domain/life-stage/life-stage.ts'
import type { Settings } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { contextFor } from './context-for.ts'
import type { PersonFile } from './person-file.ts'

export type Occasion = {
  readonly place: 'posyandu' | 'home'
  readonly role: 'kader' | 'nakes'
}

/** Which checklist of home visits goes with each card; of two the one whose ages fit. */
const checklistsOf: Readonly<Record<CardId, readonly string[]>> = {
  'ibu-hamil': ['kr-ibu-hamil'],
  nifas: ['kr-nifas'],
  balita: ['kr-bayi', 'kr-balita'],
  remaja: ['kr-remaja'],
  dewasa: ['kr-dewasa'],
  lansia: ['kr-lansia'],
}
/** Checklists for whatever is found in a house, whoever lives there. */
const ofAnyHouse: readonly string[] = ['kr-tbc', 'kr-odgj', 'kr-keluarga']
/** What nakes fill beside the card. */
const byNakes: readonly string[] = ['ckg', 'kpsp', 'lansia-lanjutan', 'jiwa-lanjutan']

/**
 * The instruments on which a visit may be written, best first: the cards of the person on that day, at home the
 * checklists, and for nakes what they enter besides. Empty where no card fits and nobody is at home.
 */
export function instrumentsForVisit(
  file: PersonFile,
  day: CalendarDay,
  settings: Settings,
  { place, role }: Occasion,
): readonly Instrument[] {
  const cards = cardsFor(file, day, settings)
  const atHome = place === 'home' ? [...cards.flatMap((card) => checklistsOf[card]), ...ofAnyHouse] : []
  const wanted = [...cards, ...atHome, ...(role === 'nakes' ? byNakes : [])]
  const { person } = contextFor(file, day, settings)
  return wanted.flatMap((id) =>
    instruments.filter((one) => one.id === id && (isCard(one) || one.appliesTo(person, day, settings))),
  )
}

/** A card was chosen by stage of life; whom a checklist fits, it says itself. */
const isCard = ({ kind }: Instrument) => kind === 'card'
