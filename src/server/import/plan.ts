import type { ImportOutcome, ImportReason, ImportRemark } from '#protocol/messages/import.ts'
import { compareWithKnown, type KnownFields } from './differences.ts'
import type { Draft, DraftFields, RejectedRow } from './draft.ts'
import { mergeKept } from './kept-columns.ts'
import { comparableFields } from './comparable-fields.ts'
import { areTwoPeople, type Candidate, CandidateIndex, type Match } from './match.ts'
import { rowsOfPosyandu } from './same-posyandu.ts'

/** What the puskesmas knows already. */
export type Known = {
  /** People of the chosen posyandu who are not voided. */
  readonly people: readonly KnownPerson[]
  /** Voided people of that posyandu: they are not made again. */
  readonly voided: readonly Candidate[]
  /** NIK of people of the puskesmas's other posyandu. */
  readonly nikElsewhere: ReadonlySet<string>
}

export type KnownPerson = {
  readonly id: string
  readonly fields: KnownFields
  readonly familyCardNumber?: string | undefined
  readonly inHousehold: boolean
}

/** What is to be written for a person: the fields of a new one, or what completes a known one. */
export type PlannedWrite = {
  readonly personId?: string
  readonly fields: Partial<DraftFields>
  readonly imported?: Readonly<Record<string, string>>
  readonly familyCardNumber?: string
  readonly headName?: string
}

export type PlannedRow = {
  readonly row: number
  readonly outcome: ImportOutcome
  readonly remarks: readonly ImportRemark[]
  readonly write?: PlannedWrite
}

export type RegisterPlan = { readonly rows: readonly PlannedRow[]; readonly namedDifferently: boolean }

/** A draft with the later rows of the file that speak of the same person. */
type Group = { readonly draft: Draft; readonly later: Draft[]; readonly match: Match }

/**
 * What an import would do, row by row, without doing it. Pure: the same rows and the same knowledge give the
 * same plan.
 */
export function planRegister(
  rows: readonly (Draft | RejectedRow)[],
  posyanduName: string,
  known: Known,
): RegisterPlan {
  const { isMeant, namedDifferently } = rowsOfPosyandu(
    rows.map((row) => row.posyandu),
    posyanduName,
  )
  const meant = rows.filter((row) => isMeant(row.posyandu))
  const drafts = meant.filter((row) => row.kind === 'draft')
  const elsewhere = rows.filter((row) => !isMeant(row.posyandu))
  const posyanduHeading = rows.find((row) => row.kind === 'draft')?.headings.posyandu
  const planned = [
    ...elsewhere.map((row) => rejected(row.row, 'otherPosyandu', posyanduHeading)),
    ...meant.filter((row) => row.kind === 'rejected').map((row) => rejected(row.row, row.reason, row.column)),
    ...planDrafts(drafts, known),
  ]
  return { rows: planned.sort((a, b) => a.row - b.row), namedDifferently }
}

function rejected(row: number, code: ImportReason, column: string | undefined): PlannedRow {
  return { row, outcome: 'rejected', remarks: [{ code, ...(column !== undefined && { column }) }] }
}

function planDrafts(drafts: readonly Draft[], known: Known): PlannedRow[] {
  const people = new Map(known.people.map((person) => [person.id, person]))
  const onRecord = new CandidateIndex(known.people.map(candidateOf))
  const voided = new CandidateIndex(known.voided)
  const earlier = new CandidateIndex()
  const groups = new Map<number, Group>()
  const shared = rowsSharingNik(drafts)
  const aside: PlannedRow[] = []

  for (const draft of drafts) {
    const inFile = earlier.match(draft)
    const match = onRecord.match(draft)
    const first = inFile.kind === 'one' ? groups.get(Number(inFile.id)) : undefined
    const reason = shared.has(draft.row)
      ? { code: 'nikSharedInFile' as const, ...nikColumn(draft) }
      : asideReason(
          draft,
          inFile,
          match,
          voided,
          known,
          match.kind === 'one' ? people.get(match.id) : undefined,
        )
    if (first && !shared.has(draft.row)) {
      first.later.push(draft)
      aside.push(duplicate(draft, first.draft))
    } else if (reason) {
      aside.push({ row: draft.row, outcome: 'ambiguous', remarks: [reason, ...draft.remarks] })
      earlier.add({ id: String(draft.row), fields: draft.fields })
    } else {
      groups.set(draft.row, { draft, later: [], match })
      earlier.add({ id: String(draft.row), fields: draft.fields })
    }
  }
  return [...aside, ...[...groups.values()].map((group) => planGroup(group, people))]
}

const candidateOf = (person: KnownPerson): Candidate => ({
  id: person.id,
  // What people emptied is not known, and matches nothing.
  fields: comparableFields(person.fields),
})

const nikColumn = (draft: Draft) => (draft.headings.nik ? { column: draft.headings.nik } : {})

/** Why a row goes aside. Someone certainly on record is never put aside for being like a row of the file. */
function asideReason(
  draft: Draft,
  inFile: Match,
  onRecord: Match,
  voided: CandidateIndex,
  known: Known,
  person: KnownPerson | undefined,
): ImportRemark | undefined {
  const { nik } = draft.fields
  if (nik && known.nikElsewhere.has(nik) && person?.fields.nik !== nik) {
    return { code: 'nikInOtherPosyandu', ...nikColumn(draft) }
  }
  if (onRecord.kind === 'one') return undefined
  if (inFile.kind !== 'none') {
    return { code: inFile.kind === 'one' ? 'duplicateOf' : inFile.reason, row: Number(inFile.id) }
  }
  if (onRecord.kind === 'ambiguous') return { code: onRecord.reason }
  return voided.match(draft).kind === 'one' ? { code: 'voided' } : undefined
}

/** Rows of one NIK of which two speak of different people: of none of them the number can be trusted. */
function rowsSharingNik(drafts: readonly Draft[]): Set<number> {
  const byNik = Map.groupBy(
    drafts.filter((draft) => draft.fields.nik),
    (draft) => draft.fields.nik,
  )
  const shared = [...byNik.values()].filter((same) =>
    same.some((draft) => same[0] && areTwoPeople(draft.fields, same[0].fields)),
  )
  return new Set(shared.flat().map((draft) => draft.row))
}

function duplicate(draft: Draft, first: Draft): PlannedRow {
  const { differing } = compareWithKnown(first.fields, draft.fields)
  return {
    row: draft.row,
    outcome: 'duplicate',
    remarks: [{ code: 'duplicateOf', row: first.row }, ...differs(draft, differing), ...draft.remarks],
  }
}

function differs(draft: Draft, names: readonly string[]): ImportRemark[] {
  return names.map((name) => {
    const column = draft.headings[headingKey(name, draft)]
    return { code: 'differs', ...(column && { column }) }
  })
}

/** A field may come from a column of another name: the mother from the parents', RT from a joint column. */
function headingKey(name: string, draft: Draft): string {
  if (draft.headings[name]) return name
  if (name === 'motherName') return 'parentName'
  if (name === 'motherNik') return 'parentNik'
  return name === 'rt' || name === 'rw' ? 'rtRw' : name
}

function planGroup(group: Group, people: ReadonlyMap<string, KnownPerson>): PlannedRow {
  const { draft, later, match } = group
  const person = match.kind === 'one' ? people.get(match.id) : undefined
  const fields = later.reduce<DraftFields>((sum, next) => completedBy(sum, next.fields), draft.fields)
  const before = person?.fields.imported ?? {}
  const merged = keptOf([draft, ...later], before)
  const leftOut = merged.leftOut.map((column) => ({ code: 'importedTooLong' as const, column }))
  const familyCardNumber = [draft, ...later].find((one) => one.familyCardNumber)?.familyCardNumber
  const household = {
    ...(familyCardNumber && { familyCardNumber }),
    ...(draft.headName && { headName: draft.headName }),
  }
  if (!person) {
    return {
      row: draft.row,
      outcome: 'create',
      remarks: [...draft.remarks, ...leftOut],
      write: { fields, ...(merged.changed && { imported: merged.kept }), ...household },
    }
  }
  const { fills, differing } = compareWithKnown(person.fields, fields)
  const joins = familyCardNumber !== undefined && !person.inHousehold
  const cardDiffers =
    familyCardNumber !== undefined &&
    person.familyCardNumber !== undefined &&
    person.familyCardNumber !== familyCardNumber
  const said = differs(draft, cardDiffers ? [...differing, 'familyCardNumber'] : differing)
  const adds = Object.keys(fills).length > 0 || merged.changed || joins
  return {
    row: draft.row,
    outcome: said.length > 0 ? 'differs' : adds ? 'completes' : 'same',
    remarks: [...said, ...draft.remarks, ...leftOut],
    ...(adds && {
      write: {
        personId: person.id,
        fields: fills,
        ...(merged.changed && { imported: merged.kept }),
        ...(joins && household),
      },
    }),
  }
}

/** A row's fields, with what only a later row of the same person knows. */
function completedBy(first: DraftFields, later: DraftFields): DraftFields {
  const { birthDatePrecision: _, ...rest } = later
  return { ...rest, ...first }
}

function keptOf(rows: readonly Draft[], before: Readonly<Record<string, string>>) {
  let kept = before
  let changed = false
  const leftOut: string[] = []
  for (const row of rows) {
    const merged = mergeKept(kept, row.imported, row.measuredOn)
    kept = merged.kept
    changed ||= merged.changed
    leftOut.push(...merged.leftOut)
  }
  return { kept, changed, leftOut }
}
