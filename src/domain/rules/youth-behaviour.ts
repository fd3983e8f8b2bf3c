import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext, Level } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { wordSetting } from '#domain/settings.ts'
import { defineRule, settingsUsed } from './define-rule.ts'

/**
 * Behaviour that the header of the card asks for, with the age from which it is asked. Sugar above 50 g, salt above
 * 5 g, fat above 67 g a day (Permenkes 30/2013); less than 60 minutes of movement a day, of adults 150 a week.
 */
export const riskBehaviours = [
  { id: 'highSugar', cardId: 'perilaku_gula', fromYears: 10 },
  { id: 'highSalt', cardId: 'perilaku_garam', fromYears: 10 },
  { id: 'highFat', cardId: 'perilaku_lemak', fromYears: 10 },
  { id: 'littleActivity', cardId: 'kurang_aktivitas_fisik', fromYears: 10 },
  { id: 'fewVegetables', cardId: 'kurang_sayur_buah', fromYears: 10 },
  { id: 'drinksAlcohol', cardId: 'konsumsi_alkohol', fromYears: 15 },
] as const

const ids = riskBehaviours.map(({ id }) => id)

/** Counselling for each behaviour that was answered with yes; below 18 years alcohol goes to the puskesmas. */
export const riskBehaviour = defineRule(
  {
    id: 'riskBehaviour',
    card: '§1.2',
    edition: 'permenkes-30-2013',
    source: 'Permenkes 30/2013; KMK HK.01.07/MENKES/2015/2023',
    outcomes: [...ids, 'youthDrinksAlcohol', 'behaviourHealthy'],
  },
  (context, find) => {
    const { answers, settings } = context
    const found = ids.filter((id) => yesNoIn(answers, id) === true)
    if (found.length > 0)
      return found.map((id) =>
        id === 'drinksAlcohol' && isYoung(context)
          ? find('youthDrinksAlcohol', alcoholLevel(context), {
              fields: [id],
              deadline: alcoholLevel(context) === 'refer' ? 'week' : undefined,
              settings: settingsUsed(settings, 'youthAlcoholLevel'),
            })
          : find(id, 'counsel', { fields: [id] }),
      )
    const answered = ids.filter((id) => yesNoIn(answers, id) === false)
    const [first] = answered
    // All that this age is asked of must have been answered before anything is called healthy.
    const asked = riskBehaviours.filter(({ fromYears }) => (ageIn(context)?.years ?? 99) >= fromYears)
    return first && answered.length >= asked.length
      ? [find('behaviourHealthy', 'normal', { fields: [first] })]
      : []
  },
)

const isYoung = (context: FieldContext) => {
  const years = ageIn(context)?.years
  return years === undefined ? context.instrument === 'remaja' : years < 18
}

const alcoholLevel = ({ settings }: FieldContext): Level =>
  wordSetting(settings, 'youthAlcoholLevel') === 'counsel' ? 'counsel' : 'refer'
