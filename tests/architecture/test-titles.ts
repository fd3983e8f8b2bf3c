import { parseSync } from 'vite'
import { filesBelow, type SourceFile } from './source-files.ts'

export type TitledTest = { readonly path: string; readonly title: string }

type Node = { readonly type: string } & Readonly<Record<string, unknown>>

/** Of a test so made nothing can fail, or failing is what it is for. */
const proveNothing = new Set(['skip', 'todo', 'skipIf', 'runIf', 'fails'])
const testing = new Set(['it', 'test'])

/** Every test below these folders that runs, by the title as it is written in its call. */
export function testsBelow(folders: readonly string[]): readonly TitledTest[] {
  return folders
    .flatMap((folder) => filesBelow(folder, ['.test.ts', '.test.tsx']))
    .flatMap((file) => titlesIn(file).map((title) => ({ path: file.path, title })))
}

/**
 * The titles of the calls of `it` and `test` in a file that have something to run; not what stands in a comment or a
 * text, not those of a `describe`, nothing that is skipped, itself or with what it stands in.
 */
export function titlesIn({ path, text }: SourceFile): readonly string[] {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`)
  // A tree of the parser's own: each node has a type, and other nodes among its members.
  return titlesBelow(program as unknown as Node)
}

function titlesBelow(node: Node): readonly string[] {
  if (node.type !== 'CallExpression') return nodesOf(node).flatMap(titlesBelow)
  const [name = '', ...how] = namesOf(node.callee)
  const isOff = how.some((one) => proveNothing.has(one))
  const called = node.arguments as readonly Node[]
  if (name === 'describe' && isOff) return []
  if (!testing.has(name)) return nodesOf(node).flatMap(titlesBelow)
  const title = titleOf(called[0])
  return title !== undefined && !isOff && called.slice(1).some(isFunction) ? [title] : []
}

/** `it.each(table)` → `it`, `each`. */
function namesOf(callee: unknown): readonly string[] {
  if (!isNode(callee)) return []
  if (callee.type === 'Identifier') return [String(callee.name)]
  if (callee.type === 'MemberExpression') return [...namesOf(callee.object), ...namesOf(callee.property)]
  if (callee.type === 'CallExpression') return namesOf(callee.callee)
  return callee.type === 'TaggedTemplateExpression' ? namesOf(callee.tag) : []
}

/** As it is written, with `${}` for what a template fills in. */
function titleOf(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type !== 'TemplateLiteral') return undefined
  const texts = node.quasis as readonly { readonly value: { readonly cooked: string } }[]
  return texts.map(({ value }) => value.cooked).join('${}')
}

const isFunction = ({ type }: Node) => type === 'ArrowFunctionExpression' || type === 'FunctionExpression'

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

const nodesOf = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode)
