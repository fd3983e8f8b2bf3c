import type { Rolldown } from 'vite'

/** Modules that something starts with. */
type Starts = {
  /** The service worker. */
  readonly worker: string
  /** The phone's first screen. */
  readonly page: string
  /** What stands behind the first screen: the store, its writers and sync. */
  readonly machinery: string
  readonly desk: string
}

/** What is loaded with each; `later`: with any of what the phone's page asks for after its start. */
type Reached = Readonly<Record<keyof Starts | 'later', ReadonlySet<string>>>

type Belongs = (id: string, reached: Reached) => boolean

/**
 * The chunks in which modules go together that are needed together: few and large, since each file by itself costs a
 * request and packs worse. What the first screen or the worker needs at its start holds nothing else.
 *
 * A chunk takes along what its modules import, so those that others build upon come first.
 */
const chunks: readonly (readonly [name: string, belongs: Belongs])[] = [
  ['start', (id, { worker, page }) => page.has(id) && worker.has(id)],
  ['frame', (id, { page, desk, later }) => page.has(id) && (desk.has(id) || later.has(id))],
  ['wire', (id, { worker, machinery, desk }) => desk.has(id) && (worker.has(id) || machinery.has(id))],
  // The worker may import only as it starts.
  ['send', (id, { worker, later }) => worker.has(id) && later.has(id)],
  [
    'store',
    (id, { page, machinery }) => !page.has(id) && (machinery.has(id) || /\/node_modules\/uuid\//.test(id)),
  ],
  ['cards', (id, { page }) => !page.has(id) && /\/src\/domain\//.test(id)],
  ['inputs', (id, { page }) => !page.has(id) && /\/src\/device\/(?:ui|drafts)\//.test(id)],
  // What takes in and lets go, behind the first screen.
  [
    'intake',
    (id) =>
      /\/(?:intake|keeping|age-out|fold-receipts|while-free|aging-file|ask-history|idle|vouch|seal-in-place|phone\/hand-over)\.ts$/.test(
        id,
      ),
  ],
  ['person-words', (id) => /\/src\/device\/(?:i18n\/person-words|pregnancy\/may-be-pregnant)\.ts$/.test(id)],
  ['pregnancy', (id) => /\/src\/device\/(?:pregnancy|kept-number)\//.test(id)],
  // What the desk says of a visit too.
  ['words', (id, { page, desk, later }) => !page.has(id) && desk.has(id) && later.has(id)],
  ['person-form', (id) => /\/src\/device\/features\/new-person\//.test(id)],
  ['visit', (id) => /\/src\/device\/(?:features\/visit|counselling)\//.test(id)],
  // Loaded where a PIN is chosen, or somebody else takes the phone.
  [
    'locks',
    (id) => /\/src\/device\/features\/lock\/(?:who|set-pin|choose-pin|change-pin|hand-over)/.test(id),
  ],
  // Screens that are small each by itself. Enrolling is not among them: who does it has loaded nothing yet.
  [
    'screens',
    (id, { page, desk }) =>
      !page.has(id) &&
      !desk.has(id) &&
      /\/src\/device\/(?:(?:features\/(?:queue|settings|lease)|readiness|app)\/|features\/lock\/biometric-)/.test(
        id,
      ),
  ],
  [
    'person',
    (id, { page, desk }) =>
      !page.has(id) &&
      !desk.has(id) &&
      /\/src\/device\/(?:features\/(?:person|today)|posyandu-day)\//.test(id),
  ],
]

export function chunkGroups(starts: Starts): Rolldown.CodeSplittingGroup[] {
  // An entry is a chunk of its own.
  const entries = new Set([starts.worker, starts.page, starts.desk])
  let known: Reached | undefined
  return chunks.map(([name, belongs], index) => ({
    debugName: name,
    priority: chunks.length - index,
    name(id, graph) {
      known ??= reachedFrom(starts, graph)
      return !entries.has(id) && belongs(id, known) ? name : null
    },
  }))
}

function reachedFrom(starts: Starts, graph: Rolldown.ChunkingContext): Reached {
  const loadedWith = (start: string) => modulesOf([start], graph)
  return {
    worker: loadedWith(starts.worker),
    page: loadedWith(starts.page),
    machinery: loadedWith(starts.machinery),
    desk: loadedWith(starts.desk),
    later: modulesOf(lazyModulesOf(starts.page, graph), graph),
  }
}

/** Modules that are loaded with these, themselves among them. */
function modulesOf(starts: Iterable<string>, graph: Rolldown.ChunkingContext): ReadonlySet<string> {
  const found = new Set(starts)
  // A set gives what is added to it meanwhile too.
  for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next)
  return found
}

/** Modules that are asked for by themselves at any time after this one. */
function lazyModulesOf(start: string, graph: Rolldown.ChunkingContext): ReadonlySet<string> {
  const lazy = new Set<string>()
  const found = new Set([start])
  for (const id of found) {
    const info = graph.getModuleInfo(id)
    for (const next of info?.importedIds ?? []) found.add(next)
    for (const next of info?.dynamicallyImportedIds ?? []) {
      found.add(next)
      lazy.add(next)
    }
  }
  return lazy
}
