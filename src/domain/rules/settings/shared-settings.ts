import type { SettingDefinition } from '#domain/settings.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'

/** What the instruments that several cards share leave to the puskesmas. */
export const sharedSettings: readonly SettingDefinition[] = [
  {
    name: 'tbcRule',
    default: 'cardOrJuknis',
    choices: ['cardOrJuknis', 'card', 'juknis', 'w4ss'],
    reason:
      'The cards refer from two symptoms, the guideline from one in children and from a cough with one more in adults. Either is enough, which misses fewest; Formulir 1 (one of four) is the widest.',
    source: `Kartu Bantu Pemeriksaan; ${juknis}, Tabel 10 and Formulir 1`,
  },
]
