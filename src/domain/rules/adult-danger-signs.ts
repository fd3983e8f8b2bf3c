/** Signs that make a blood pressure of 180/110 and more an emergency (PNPK Hipertensi Dewasa). */
export const adultDangerSigns = [
  'chestPain',
  'shortnessOfBreath',
  'oneSidedWeakness',
  'convulsion',
  'reducedConsciousness',
  'suddenBlurredVision',
  'severeHeadache',
] as const
