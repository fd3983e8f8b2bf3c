import type { Plugin } from 'vite'

/**
 * What only the command line, exports and reviewers read of a card: its names and words on paper, and where
 * a field's figures come from. The source of a rule stays: the result shows it.
 */
const onPaper: ReadonlySet<string> = new Set([
  'cardId',
  'alsoCardIds',
  'column',
  'printed',
  'alsoPrinted',
  'source',
])
/** Lists that others are made of while the cards are loaded: they stay, with nothing in them. */
const emptied: ReadonlySet<string> = new Set(['derived'])
/** Why a setting is open is said in words of its own. */
const ofSettings: ReadonlySet<string> = new Set(['reason'])

const rules: readonly (readonly [files: RegExp, dropped: ReadonlySet<string>])[] = [
  // Milestones are named in a finding by their number on paper.
  [/\/src\/domain\/instruments\/(?!perkembangan\/milestones)[^?]+\.ts$/, onPaper],
  [/\/src\/domain\/rules\/settings\/(?!printed-settings)[^?]+\.ts$/, ofSettings],
]

type Node = {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}
type Span = readonly [start: number, end: number]

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Leaves out of the browser's build what no screen reads of a card. */
export function leanCards(): Plugin {
  return {
    name: 'teratai-lean-cards',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      const dropped = rules.find(([files]) => files.test(id))?.[1]
      if (!dropped) return undefined
      // Of every node only type and place are used; the rest of the parser's tree is read as unknown.
      const spans = spansOf(this.parse(code) as unknown as Node, code, dropped)
      return { code: without(code, spans), map: null }
    },
  }
}

/** What to leave out: properties with the comma after each, and what stands in emptied lists. */
function spansOf(node: Node, code: string, dropped: ReadonlySet<string>): readonly Span[] {
  if (node.type === 'Property' && isNode(node['value']) && isNamed(node, emptied)) {
    const { type, start, end } = node['value']
    return type === 'ArrayExpression' ? [[start + 1, end - 1]] : []
  }
  if (node.type === 'Property' && isNamed(node, dropped)) {
    const comma = /^\s*,/.exec(code.slice(node.end))?.[0].length ?? 0
    return [[node.start, node.end + comma]]
  }
  // What is taken apart is not what is put together.
  if (node.type === 'ObjectPattern') return []
  return Object.values(node).flatMap((value) =>
    (Array.isArray(value) ? value : [value]).filter(isNode).flatMap((child) => spansOf(child, code, dropped)),
  )
}

function isNamed({ key, computed, method }: Node, names: ReadonlySet<string>): boolean {
  return !computed && !method && isNode(key) && key.type === 'Identifier' && names.has(String(key['name']))
}

function without(code: string, spans: readonly Span[]): string {
  const sorted = spans.toSorted(([one], [other]) => one - other)
  let at = 0
  let kept = ''
  for (const [start, end] of sorted) {
    kept += code.slice(at, start)
    at = end
  }
  return kept + code.slice(at)
}
