import { isAllowed, type Settings, settingDefinitions, settingsWith } from '#domain/settings.ts'
import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'

/** Settings in force, the names that this puskesmas set itself, and the version that phones compare. */
export type SettingsInForce = {
  readonly values: Record<string, string | number | boolean>
  readonly changed: string[]
  readonly version: number
}

async function readRow(queries: Queries, lock: '' | 'for update') {
  const [row] = await queries.query<{ settings: Settings; settings_version: number }>(
    `select settings, settings_version from puskesmas ${lock}`,
  )
  if (!row) throw new Refusal('internal')
  return row
}

/** The settings of the scope's puskesmas. */
export async function readSettings(queries: Queries): Promise<SettingsInForce> {
  const row = await readRow(queries, '')
  return {
    values: { ...settingsWith(row.settings) },
    changed: Object.keys(row.settings).sort((a, b) => a.localeCompare(b)),
    version: row.settings_version,
  }
}

/** Sets some settings, `null` for the default. Refuses with `invalidInput` and the name that does not fit. */
export async function changeSettings(
  queries: Queries,
  values: Readonly<Record<string, string | number | boolean | null>>,
): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const definition = settingDefinitions.find((one) => one.name === name)
    if (!definition) throw new Refusal('invalidInput', 'values')
    if (value !== null && !isAllowed(definition, value)) throw new Refusal('invalidInput', `values.${name}`)
  }
  const row = await readRow(queries, 'for update')
  const set = Object.fromEntries(
    Object.entries({ ...row.settings, ...values }).filter(([, value]) => value !== null),
  )
  await queries.query('update puskesmas set settings = $1, settings_version = settings_version + 1', [
    JSON.stringify(set),
  ])
}

/** Tells phones, with their next pull, that settings or names of posyandu are to be read anew. */
export async function noteSettingsChange(queries: Queries): Promise<void> {
  await queries.query('update puskesmas set settings_version = settings_version + 1')
}
