import { folded } from '#domain/instruments/parse-value.ts'

type Value = string | number | boolean

/** A setting as papers and registers of the programme write it. */
type PrintedSetting = {
  readonly printed: string
  /** Its name here. */
  readonly name: string
  /** Printed value → the value here, where they differ. */
  readonly values?: Readonly<Record<string, Value>>
}

/** Names and values by which those who keep settings in Indonesian know the settings here. */
export const printedSettings: readonly PrintedSetting[] = [
  { printed: 'batas_usia_dewasa_tahun', name: 'adultFromYears' },
  {
    printed: 'imt_klasifikasi_desimal',
    name: 'adultBmiRounding',
    values: { '1': 'oneDecimal', none: 'none', raw: 'none' },
  },
  {
    printed: 'imt_skema_dewasa',
    name: 'adultBmiScheme',
    values: { kartu: 'card', 'asia pasifik': 'asiaPacific' },
  },
  {
    printed: 'obesitas_remaja_rujuk',
    name: 'schoolAgeObesityReferral',
    values: { 'setelah 3 bulan': 'afterThreeMonths', langsung: 'atOnce' },
  },
  {
    printed: 'td_skema_remaja',
    name: 'teenBloodPressureScheme',
    values: { aap2017: 'aap2017', 'kartu dewasa': 'adult' },
  },
  {
    printed: 'td_rendah_dewasa',
    name: 'adultLowBloodPressure',
    values: { '<90 / <60': 'below90or60', '<90/<60': 'below90or60', off: 'off' },
  },
  {
    printed: 'td_skema_lansia',
    name: 'olderBloodPressureScheme',
    values: { juknis: 'juknis', jnc7: 'jnc7' },
  },
  {
    printed: 'td_agregasi',
    name: 'bloodPressureOfTwo',
    values: { 'rata rata 2': 'mean', 'rata rata': 'mean', terendah: 'lowest', kedua: 'second' },
  },
  {
    printed: 'gd_gap_100_139',
    name: 'randomGlucose100To139',
    values: { normal: 'normal', 'prediabetes warning': 'prediabetes' },
  },
  { printed: 'gd_tinggi_mulai', name: 'glucoseMarkHighFrom' },
  { printed: 'gd_rendah', name: 'glucoseLowBelow' },
  {
    printed: 'kolesterol_tinggi',
    name: 'cholesterolMarkHigh',
    values: {
      '200': 'from200',
      '≥200': 'from200',
      '>=200': 'from200',
      '>200': 'above200',
      '240': 'from240',
      '≥240': 'from240',
      '>=240': 'from240',
    },
  },
  {
    printed: 'tbc_aturan',
    name: 'tbcRule',
    values: {
      'kartu ∪ juknis': 'cardOrJuknis',
      'kartu juknis': 'cardOrJuknis',
      'kartu 2gejala': 'twoOnCard',
      juknis: 'juknis',
      'juknis anak 1gejala': 'juknis',
      'juknis dewasa': 'juknis',
      'formulir1 w4ss': 'w4ss',
    },
  },
  { printed: 'puma_cutoff', name: 'pumaCutoff' },
  { printed: 'puma_hanya_perokok', name: 'pumaOnlySmokers' },
  {
    printed: 'jiwa_instrumen_dewasa',
    name: 'adultMentalScreening',
    values: { srq20: 'srq20', phq4: 'phq4', either: 'srq20AndPhq4' },
  },
  {
    printed: 'jiwa_instrumen_remaja',
    name: 'youthMentalScreening',
    values: { status: 'status', phq4: 'phq4', 'cemas depresi': 'anxietyDepression' },
  },
  { printed: 'srq_usia_min', name: 'srqFromYears' },
  { printed: 'lila_kek_wus', name: 'womenMuacLimitCm' },
  { printed: 'mata_jarak_m', name: 'fingerCountDistanceM' },
  {
    printed: 'kanker_paru_usus_jk',
    name: 'lungColonScreeningSexes',
    values: { l: 'male', 'l≥45': 'male', 'l&p': 'both', 'l&p ≥45': 'both', 'l&p≥45': 'both' },
  },
  { printed: 'gd_oleh_kader', name: 'glucoseByKader' },
  { printed: 'hb_oleh_kader', name: 'haemoglobinByKader' },
  { printed: 'hb_hamil_mode', name: 'haemoglobinPregnancyMode' },
  {
    printed: 'bumil_td_waspada',
    name: 'maternalBloodPressureWatch',
    values: { on: true, off: false, '130/85': true },
  },
  { printed: 'batas_terlalu_banyak', name: 'maternalTooManyFrom' },
  { printed: 'koreksi_prematur_sampai_bulan', name: 'prematureCorrectionUntilMonths' },
  { printed: 'rujuk_T_pertama', name: 'referAtFirstT' },
]

const byPrinted = new Map(printedSettings.map((setting) => [setting.printed, setting]))

/** Settings that are printed as one list of values, each with a name of its own here. */
const printedLists: Readonly<Record<string, readonly string[]>> = {
  trimester_A_batas_hari: ['trimesterASecondFromDay', 'trimesterAThirdFromDay'],
  trimester_B_batas_hari: ['trimesterBSecondFromDay', 'trimesterBThirdFromDay'],
}

type Override = readonly [name: string, value: unknown]

/** An override under the names and with the values that it has here; one that is not printed elsewhere stays as it is. */
export function asOurs(name: string, value: unknown): readonly Override[] {
  const list = printedLists[name]
  if (list) return list.map((one, at): Override => [one, Array.isArray(value) ? value[at] : undefined])
  const setting = byPrinted.get(name)
  if (!setting) return [[name, value]]
  return [
    [setting.name, setting.values?.[folded(String(value))] ?? yesOrNo(value) ?? numeral(value) ?? value],
  ]
}

/** `21,5`, and what stands in brackets behind it. */
function numeral(value: unknown): number | undefined {
  const written = typeof value === 'string' ? /^(\d+(?:[.,]\d+)?)(?: \(.*\))?$/.exec(value.trim()) : null
  return written?.[1] === undefined ? undefined : Number(written[1].replace(',', '.'))
}

const yesOrNo = (value: unknown): boolean | undefined =>
  value === 'ya' ? true : value === 'tidak' ? false : undefined
