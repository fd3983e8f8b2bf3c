import { type Settings, wordSetting } from '#domain/settings.ts'

/**
 * Body mass index in tenths, kg/m² × 10: half up to one decimal in whole numbers (weight in 10 g, height in mm), so
 * that 18.45 is 18.5 whatever binary fractions say. With the setting `adultBmiRounding` at `none` it stays unrounded.
 */
export function bmiTenths(weightKg: number, heightCm: number, settings: Settings): number {
  const decagrams = Math.round(weightKg * 100)
  const millimetres = Math.round(heightCm * 10)
  const square = millimetres * millimetres
  // kg/m² × 10 = (dag / 100) / (mm / 1000)² × 10 = dag × 100 000 / mm²
  const numerator = decagrams * 100_000
  if (wordSetting(settings, 'adultBmiRounding') === 'none') return numerator / square
  return Math.floor((2 * numerator + square) / (2 * square))
}
