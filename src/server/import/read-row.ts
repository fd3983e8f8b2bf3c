import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { ImportReason, ImportRemark } from '#protocol/messages/import.ts'
import { cleanDate, type DateOrder } from './clean-date.ts'
import { birthRanges, cleanBirthWeightKg, cleanMeasure, type MeasureReading } from './clean-measure.ts'
import { cleanLongNumber, type DigitsTrust } from './clean-nik.ts'
import { cleanParent } from './clean-parent.ts'
import { cleanSex } from './clean-sex.ts'
import { cleanArea, cleanName, cleanPhone, cleanRtRw, cleanText, isSet, longestText } from './clean-text.ts'
import type { Draft, DraftFields, RejectedRow } from './draft.ts'
import { isEmptyCell, plainText } from './empty-cell.ts'
import type { Header } from './find-header.ts'
import type { Column } from './headings.ts'
import { nikRemarks } from './nik-remarks.ts'
import { type Cell, cellAt } from './sheet.ts'

/** What the columns as a whole say, before any row is read. */
export type ColumnSigns = {
  readonly birthDates: DateOrder
  readonly nik: DigitsTrust
  readonly motherNik: DigitsTrust
  readonly parentNik: DigitsTrust
  readonly familyCardNumber: DigitsTrust
}

/** Columns that are read into no field and say nothing of the person. */
const notKept: ReadonlySet<Column> = new Set(['rowNumber', 'posyandu', 'deleted', 'movedOut'])
/** Columns of which the text stays in `imported`: they have no field. */
const keptAsText: ReadonlySet<Column> = new Set(['measuredOn'])

/** One row into a draft, or why it cannot be; cells that are not taken stay as text, with a remark. */
export function readRow(
  header: Header,
  index: number,
  signs: ColumnSigns,
  today: CalendarDay,
): Draft | RejectedRow {
  const reader = new RowReader(header, index)
  const name = reader.text('name', cleanName)
  const birth = cleanDate(reader.cell('birthDate'), signs.birthDates, today)
  const rejected = rejection(reader, name, birth)
  if (rejected) return rejected
  const born = birth.kind === 'date' ? birth : { day: '', precision: 'day' as const }
  const fields: DraftFields = {
    name,
    birthDate: born.day,
    ...(born.precision !== 'day' && { birthDatePrecision: born.precision }),
    ...sexOf(reader),
    ...numbersOf(reader, signs),
    ...motherOf(reader, signs),
    ...measuresOf(reader),
    ...whereaboutsOf(reader),
  }
  for (const code of nikRemarks(fields)) reader.remark(code, 'nik')
  const familyCardNumber = reader.digits('familyCardNumber', signs.familyCardNumber)
  const headName = reader.text('headName', cleanName)
  return {
    kind: 'draft',
    row: reader.rowNumber,
    fields,
    headings: reader.headingOfField(),
    ...(familyCardNumber && { familyCardNumber }),
    ...(headName && { headName }),
    posyandu: reader.text('posyandu', cleanText),
    measuredOn: reader.text('measuredOn', cleanText),
    imported: reader.kept(),
    remarks: reader.remarks,
  }
}

function rejection(
  reader: RowReader,
  name: string,
  birth: ReturnType<typeof cleanDate>,
): RejectedRow | undefined {
  const posyandu = reader.text('posyandu', cleanText)
  const because = (reason: RejectedRow['reason'], column: Column): RejectedRow => {
    const heading = reader.headingOf(column)
    return { kind: 'rejected', row: reader.rowNumber, posyandu, reason, ...(heading && { column: heading }) }
  }
  if (isSet(reader.cell('deleted'))) return because('markedDeleted', 'deleted')
  if (isSet(reader.cell('movedOut'))) return because('markedMovedOut', 'movedOut')
  if (!name) return because('nameMissing', 'name')
  if (birth.kind === 'empty') return because('birthDateMissing', 'birthDate')
  return birth.kind === 'problem' ? because(birth.problem, 'birthDate') : undefined
}

function sexOf(reader: RowReader): Pick<DraftFields, 'sex'> {
  const reading = cleanSex(reader.cell('sex'))
  if (reading.kind === 'sex') return { sex: reading.sex }
  reader.notTaken(reading.kind === 'empty' ? 'sexMissing' : reading.problem, 'sex')
  return {}
}

function numbersOf(reader: RowReader, signs: ColumnSigns): Pick<DraftFields, 'nik' | 'phone'> {
  const nik = reader.digits('nik', signs.nik)
  const phone = cleanPhone(reader.cell('phone'))
  if (phone === undefined) reader.notTaken('phoneUnreadable', 'phone')
  return { ...(nik && { nik }), ...(phone && { phone }) }
}

function motherOf(reader: RowReader, signs: ColumnSigns): Pick<DraftFields, 'motherName' | 'motherNik'> {
  const ownName = reader.text('motherName', cleanName)
  const ownNik = reader.digits('motherNik', signs.motherNik)
  const parentNik = reader.digits('parentNik', signs.parentNik)
  const parent = cleanParent(reader.cell('parentName'), parentNik)
  if (ownName || ownNik || parent.kind === 'empty') {
    if (parentNik) reader.keep('parentNik')
    if (parent.kind !== 'empty') reader.keep('parentName')
    return { ...(ownName && { motherName: ownName }), ...(ownNik && { motherNik: ownNik }) }
  }
  if (parent.kind === 'problem') {
    reader.notTaken(parent.problem, 'parentName')
    if (parentNik) reader.keep('parentNik')
    return {}
  }
  return { motherName: parent.name, ...(parentNik && { motherNik: parentNik }) }
}

function measuresOf(reader: RowReader): Partial<DraftFields> {
  const fields: Record<string, number> = {}
  const take = (column: Column, reading: MeasureReading) => {
    if (reading.kind === 'measure') fields[column] = reading.value
    if (reading.kind === 'problem') reader.notTaken(reading.problem, column)
  }
  take('birthWeightKg', cleanBirthWeightKg(reader.cell('birthWeightKg')))
  for (const column of [
    'birthLengthCm',
    'birthHeadCircumferenceCm',
    'gestationAtBirthWeeks',
    'birthOrder',
  ] as const) {
    take(column, cleanMeasure(reader.cell(column), birthRanges[column]))
  }
  return fields
}

function whereaboutsOf(reader: RowReader): Pick<DraftFields, 'address' | 'rt' | 'rw'> {
  const both = cleanRtRw(reader.cell('rtRw'))
  const address = reader.text('address', cleanText)
  const rt = reader.text('rt', cleanArea) || both.rt
  const rw = reader.text('rw', cleanArea) || both.rw
  return { ...(address && { address }), ...(rt && { rt }), ...(rw && { rw }) }
}

/** A row's cells by column, with the remarks on them and what is kept as text. */
class RowReader {
  readonly remarks: ImportRemark[] = []
  readonly rowNumber: number
  readonly #header: Header
  readonly #row: readonly Cell[]
  readonly #kept = new Set<number>()

  constructor(header: Header, index: number) {
    this.#header = header
    this.#row = header.sheet.rows[index] ?? []
    this.rowNumber = index + 1
  }

  cell(column: Column): Cell {
    const place = this.#header.columns.get(column)
    return place === undefined ? { text: '' } : cellAt(this.#row, place)
  }

  text(column: Column, clean: (cell: Cell) => string): string {
    return clean(this.cell(column))
  }

  digits(column: Column, trust: DigitsTrust): string {
    const reading = cleanLongNumber(this.cell(column), trust)
    if (reading.kind === 'problem') this.notTaken(reading.problem, column)
    return reading.kind === 'digits' ? reading.digits : ''
  }

  headingOf(column: Column): string | undefined {
    const place = this.#header.columns.get(column)
    return place === undefined ? undefined : this.#header.headings[place]
  }

  headingOfField(): Record<string, string> {
    return Object.fromEntries(
      [...this.#header.columns].map(([column, place]) => [column, this.#header.headings[place] ?? '']),
    )
  }

  remark(code: ImportReason, column: Column): void {
    const heading = this.headingOf(column)
    this.remarks.push({ code, ...(heading !== undefined && { column: heading }) })
  }

  notTaken(code: ImportReason, column: Column): void {
    this.remark(code, column)
    this.keep(column)
  }

  keep(column: Column): void {
    const place = this.#header.columns.get(column)
    if (place !== undefined) this.#kept.add(place)
  }

  /** Unknown columns, known ones without a field, and cells that were not taken. */
  kept(): Record<string, string> {
    const read = new Map([...this.#header.columns].map(([column, place]) => [place, column]))
    const entries = this.#header.headings.flatMap((heading, place) => {
      const column = read.get(place)
      if (column && (notKept.has(column) || !(keptAsText.has(column) || this.#kept.has(place)))) {
        return []
      }
      const cell = cellAt(this.#row, place)
      return isEmptyCell(cell) ? [] : [[heading, plainText(cell).slice(0, longestText)] as const]
    })
    return Object.fromEntries(entries)
  }
}
