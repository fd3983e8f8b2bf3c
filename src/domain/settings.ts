import { adultSettings } from '#domain/rules/settings/adult-settings.ts'
import { childSettings } from '#domain/rules/settings/child-settings.ts'
import { growthSettings } from '#domain/rules/settings/growth-settings.ts'
import { measurementSettings } from '#domain/rules/settings/measurement-settings.ts'
import { asOurs } from '#domain/rules/settings/printed-settings.ts'
import { scheduleSettings } from '#domain/rules/settings/schedule-settings.ts'
import { sharedSettings } from '#domain/rules/settings/shared-settings.ts'
import { motherSettings } from '#domain/rules/settings/mother-settings.ts'
import { stageSettings } from '#domain/rules/settings/stage-settings.ts'
import { youthSettings } from '#domain/rules/settings/youth-settings.ts'

/** Settings of a puskesmas by name. Defaults, choices, reasons and sources stand in `settingDefinitions`. */
export type Settings = Readonly<Record<string, string | number | boolean>>

export type SettingValue = string | number | boolean

/**
 * What a puskesmas may decide for itself, because its sources differ or leave it open. `choices` name every value that
 * is allowed; `range` is inclusive, in steps of `step` (1 where absent); a boolean has neither.
 */
export type SettingDefinition = {
  readonly name: string
  readonly default: SettingValue
  readonly choices?: readonly SettingValue[]
  readonly range?: { readonly min: number; readonly max: number; readonly step?: number }
  /** Why this default, and why it is open at all. */
  readonly reason: string
  readonly source: string
}

/** The settings by what they decide, in the order in which a puskesmas reads them. */
export const settingGroups = {
  stage: stageSettings,
  mother: motherSettings,
  growth: growthSettings,
  child: childSettings,
  youth: youthSettings,
  measurement: measurementSettings,
  adult: adultSettings,
  shared: sharedSettings,
  schedule: scheduleSettings,
} as const satisfies Readonly<Record<string, readonly SettingDefinition[]>>

export const settingDefinitions: readonly SettingDefinition[] = Object.values(settingGroups).flat()

const byName = new Map(settingDefinitions.map((definition) => [definition.name, definition]))

/** Every setting at its default. */
export const defaultSettings: Settings = Object.fromEntries(
  settingDefinitions.map((definition) => [definition.name, definition.default]),
)

/**
 * The defaults with the overrides that are known and allowed; of the others the default stays. Names and values may be
 * ours or as printed (`puma_cutoff`, `td_agregasi: 'terendah'`).
 */
export function settingsWith(overrides: Readonly<Record<string, unknown>> = {}): Settings {
  const allowed = Object.entries(overrides)
    .flatMap(([name, value]) => asOurs(name, value))
    .filter(([name, value]) => {
      const definition = byName.get(name)
      return definition !== undefined && isAllowed(definition, value)
    })
  return { ...defaultSettings, ...(Object.fromEntries(allowed) as Settings) }
}

/** Whether a setting is called so, here or in print. */
export const isSettingName = (name: string): boolean =>
  asOurs(name, undefined).every(([ours]) => byName.has(ours))

/** Whether a value may stand for this setting. */
export function isAllowed(definition: SettingDefinition, value: unknown): value is SettingValue {
  if (definition.choices) return definition.choices.some((choice) => choice === value)
  if (definition.range) return isInRange(definition.range, value)
  return typeof value === 'boolean'
}

function isInRange(range: { min: number; max: number; step?: number }, value: unknown): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false
  if (value < range.min || value > range.max) return false
  const steps = (value - range.min) / (range.step ?? 1)
  return Math.abs(steps - Math.round(steps)) < 1e-6
}

/** The value in force: the puskesmas's own where it is allowed, else the default. Throws on a name that is no setting. */
export function settingOf(settings: Settings, name: string): SettingValue {
  const definition = byName.get(name)
  if (!definition) throw new RangeError(`no setting is called ${name}`)
  const value = settings[name]
  return value !== undefined && isAllowed(definition, value) ? value : definition.default
}

/** A setting that is a number. */
export const numberSetting = (settings: Settings, name: string): number => Number(settingOf(settings, name))

/** A setting that is a word. */
export const wordSetting = (settings: Settings, name: string): string => String(settingOf(settings, name))

/** A setting that is on or off. */
export const isOn = (settings: Settings, name: string): boolean => settingOf(settings, name) === true
