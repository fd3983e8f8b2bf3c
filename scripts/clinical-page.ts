import { fieldWords } from '#device/i18n/id/fields.ts'
import { findingTexts } from '#device/i18n/id/findings.ts'
import type { WordTree } from '#device/i18n/layered.ts'
import type {
  Field,
  Instrument,
  NumberSpec,
  PartSpec,
  RangeOf,
  Rule,
} from '#domain/instruments/instrument.ts'
import { settingDefinitions } from '#domain/settings.ts'
import type { ClinicalFacts } from './clinical-facts.ts'

/** The words at a path of keys, or nothing. */
function word(tree: WordTree, ...path: readonly string[]): string | undefined {
  let at: string | WordTree | undefined = tree
  for (const key of path) at = typeof at === 'object' ? at[key] : undefined
  return typeof at === 'string' ? at : undefined
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const row = (...cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
const table = (head: readonly string[], rows: readonly string[]) =>
  rows.length === 0 ? '–' : [row(...head), row(...head.map(() => '---')), ...rows].join('\n')

const levelWords: Readonly<Record<string, string>> = {
  emergency: 'darurat',
  refer: 'rujuk',
  confirm: 'pastikan',
  counsel: 'nasihat',
  normal: 'normal',
  notAssessed: 'tidak dinilai',
  now: 'sekarang',
  today: 'hari ini',
  '3days': '3 hari',
  week: '1 minggu',
  month: '1 bulan',
}

const rangeWords = (range: RangeOf | undefined): string => {
  if (range === undefined) return '–'
  return typeof range === 'function' ? 'menurut umur' : `${range.min ?? ''}–${range.max ?? ''}`
}

const numberWords = (spec: NumberSpec) =>
  `angka, ${spec.decimals} desimal${spec.unit.startsWith('{') ? '' : `, ${spec.unit}`}; ditolak di luar ${rangeWords(spec.reject)}; ditanya di luar ${rangeWords(spec.confirm)}`

function partWords(fieldId: string, part: PartSpec): string {
  const label = word(fieldWords, fieldId, 'parts', part.id) ?? part.id
  return part.type === 'number' ? `${label}: ${numberWords(part)}` : `${label}: ${kinds[part.type]}`
}

const kinds = {
  choice: 'pilihan',
  multi: 'boleh lebih dari satu',
  yesNo: 'ya / tidak',
  date: 'tanggal',
  text: 'tulisan',
} as const

const choiceWords = (fieldId: string, choices: readonly string[]) =>
  choices
    .map(
      (choice) =>
        word(fieldWords, fieldId, 'choices', choice) ?? word(fieldWords, 'choices', choice) ?? choice,
    )
    .join(' / ')

function contentWords(field: Field): string {
  if (field.type === 'number') return numberWords(field)
  if (field.type === 'choice') return choiceWords(field.id, field.choices)
  if (field.type === 'multi') return `${kinds.multi}: ${choiceWords(field.id, field.choices)}`
  if (field.type === 'group') return field.parts.map((part) => partWords(field.id, part)).join('; ')
  return kinds[field.type]
}

function remarks(field: Field): string {
  const said = [
    field.required === true ? 'wajib' : field.required === false ? '' : 'wajib bila berlaku',
    field.shownWhen ? 'bersyarat' : '',
    field.nakesOnly ? 'nakes' : '',
    field.keptIn === 'person' ? 'data tetap orangnya' : '',
    field.keptIn === 'pregnancy' ? 'data tetap kehamilan' : '',
    field.officialItem
      ? `butir ${field.officialItem.number} ${field.officialItem.form}, kata-kata belum dicocokkan`
      : '',
  ]
  return said.filter((one) => one !== '').join(', ') || '–'
}

const fieldRow = (field: Field) =>
  row(
    `${field.step}`,
    word(fieldWords, field.id, 'label') ?? field.id,
    `\`${field.cardId}\``,
    contentWords(field),
    remarks(field),
    field.source,
  )

function outcomeRow(rule: Rule, code: string, { levels }: ClinicalFacts): string {
  const given = [...(levels.get(`${rule.id} ${code}`) ?? [])]
  const inWords = given
    .map((one) =>
      one
        .split(' ')
        .map((part) => levelWords[part] ?? part)
        .join(', '),
    )
    .sort()
  const say = (part: string) =>
    word(findingTexts, 'rules', rule.id, code, part) ?? word(findingTexts, 'outcomes', code, part) ?? ''
  const title = code === 'notAssessed' ? 'tidak dinilai' : say('title')
  return row(title, inWords.join(' · ') || '–', say('meaning'), say('advice'))
}

function ruleSection(rule: Rule, facts: ClinicalFacts): string {
  const name = word(findingTexts, 'names', rule.id) ?? rule.id
  const rows = rule.outcomes.map((code) => outcomeRow(rule, code, facts))
  return [
    `### ${name} (${rule.card})`,
    `Sumber: ${rule.source}. Edisi ${rule.edition}.`,
    table(['Hasil', 'Tingkat', 'Artinya', 'Yang dilakukan'], rows),
  ].join('\n\n')
}

function settingRows(instrument: Instrument, { settings }: ClinicalFacts): readonly string[] {
  const used = settings.get(instrument.id) ?? new Set()
  return settingDefinitions
    .filter(({ name }) => used.has(name))
    .map(({ name, default: value, choices, range, reason, source }) =>
      row(
        `\`${name}\``,
        String(value),
        choices ? choices.join(', ') : range ? `${range.min}–${range.max}` : 'ya / tidak',
        reason,
        source,
      ),
    )
}

/** One page for nakes to review: fields with ranges, rules with what they say, settings with their reasons. */
export function clinicalPage(instrument: Instrument, facts: ClinicalFacts): string {
  return `${[
    `# ${instrument.id}`,
    `Sumber: ${instrument.source}. Edisi ${instrument.edition}. Halaman ini dibuat dari aturan yang dipakai aplikasi (\`node scripts/clinical.ts\`).`,
    '## Isian',
    table(['Langkah', 'Isian', 'Kolom', 'Isi', 'Catatan', 'Sumber'], instrument.fields.map(fieldRow)),
    '## Aturan',
    ...instrument.rules.map((rule) => ruleSection(rule, facts)),
    '## Pengaturan puskesmas yang ikut menentukan',
    table(['Nama', 'Bawaan', 'Pilihan', 'Alasan', 'Sumber'], settingRows(instrument, facts)),
  ].join('\n\n')}\n`
}
