import { due } from '#domain/schedule/due.ts'
import type { DueItem, DueState } from '#domain/schedule/due-item.ts'
import type { Settings } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { givenOn, inOrder, pastVisitOf } from '#domain/visit/context-for.ts'
import type { PersonFile } from '#domain/visit/person-file.ts'

/** Everything that the person is owed on a day, by what the records say. */
export const dueItemsOf = (file: PersonFile, day: CalendarDay, settings: Settings): readonly DueItem[] =>
  due(
    { sex: file.sex, birthDate: file.birthDate },
    inOrder(file.visits).map(pastVisitOf),
    day,
    settings,
    givenOn(file, day),
  )

/** What is to be done today, late first; what may be done; the free check-up's own list; what needs nothing now. */
export type DueList = {
  readonly now: readonly DueItem[]
  readonly open: readonly DueItem[]
  readonly checkUp: readonly DueItem[]
  readonly rest: readonly DueItem[]
}

const nowStates: readonly DueState[] = ['late', 'due']
const restStates: readonly DueState[] = ['missed', 'notYet', 'tooLate', 'done']

/** The items of the yearly free check-up repeat what the cards ask anyway: they stand apart. */
const isCheckUp = ({ product }: DueItem) => product.startsWith('ckg')

/** The same in the order in which a kader reads it. */
export function dueListOf(items: readonly DueItem[]): DueList {
  const own = items.filter((item) => !isCheckUp(item))
  return {
    now: inTurn(own, nowStates),
    open: inTurn(own, ['open']),
    checkUp: items.filter((item) => isCheckUp(item) && [...nowStates, 'open'].includes(item.state)),
    rest: inTurn(own, restStates),
  }
}

/** By state, then what ends soonest; what has no end last. */
const inTurn = (items: readonly DueItem[], states: readonly DueState[]): readonly DueItem[] =>
  states.flatMap((state) =>
    items.filter((item) => item.state === state).sort((one, other) => (endOf(one) < endOf(other) ? -1 : 1)),
  )

const endOf = ({ until }: DueItem) => until ?? '9999-12-31'
