export type { Measurement, ZIndex, ZScores } from './measurement.ts'
export { cardZScores, zScores } from './z-scores.ts'
