/** `good`: within the usual; `watch`: outside it; `far`: far outside it. */
export type Zone = 'good' | 'watch' | 'far'

/** Limits in z-scores, from low to high, each with the zone that begins above it. */
export type GrowthScale = {
  readonly name: 'weightForAge' | 'heightForAge' | 'weightForHeight' | 'bmiForAge' | 'headForAge'
  readonly lowest: Zone
  readonly limits: readonly { readonly z: number; readonly above: Zone }[]
}

const lowAndHigh = [
  { z: -3, above: 'watch' },
  { z: -2, above: 'good' },
] as const

const weightForAge: GrowthScale = {
  name: 'weightForAge',
  lowest: 'far',
  limits: [...lowAndHigh, { z: 1, above: 'watch' }],
}
const heightForAge: GrowthScale = {
  name: 'heightForAge',
  lowest: 'far',
  limits: [...lowAndHigh, { z: 3, above: 'watch' }],
}
const weightForHeight: GrowthScale = {
  name: 'weightForHeight',
  lowest: 'far',
  limits: [...lowAndHigh, { z: 1, above: 'watch' }, { z: 3, above: 'far' }],
}
const bmiForAge: GrowthScale = {
  name: 'bmiForAge',
  lowest: 'far',
  limits: [...lowAndHigh, { z: 1, above: 'watch' }, { z: 2, above: 'far' }],
}
const headForAge: GrowthScale = {
  name: 'headForAge',
  lowest: 'watch',
  limits: [
    { z: -2, above: 'good' },
    { z: 2, above: 'watch' },
  ],
}

/** Limits as in Permenkes 2/2020 and, for the head, WHO 2006, by the rule whose finding they picture. */
export const growthScales: Readonly<Record<string, GrowthScale>> = {
  weightForAge,
  lengthForAge: heightForAge,
  schoolHeightForAge: heightForAge,
  weightForLength: weightForHeight,
  bmiForAge,
  schoolBmiForAge: bmiForAge,
  headForAge,
}
