import { describe, expect, it } from 'vitest'
import { settingDefinitions } from '#domain/settings.ts'
import en from '#device/i18n/en/desk-settings.json' with { type: 'json' }
import enNames from '#device/i18n/en/setting-names.json' with { type: 'json' }
import id from '#device/i18n/id/desk-settings.json' with { type: 'json' }
import idNames from '#device/i18n/id/setting-names.json' with { type: 'json' }

describe.each([
  ['id', id, idNames],
  ['en', en, enNames],
])('words for settings in %s', (_, words, names) => {
  const choices: Readonly<Record<string, string>> = words.choices.any

  it.each(settingDefinitions.map((definition) => [definition.name, definition] as const))(
    '%s',
    (name, definition) => {
      expect(names).toHaveProperty(name)
      expect(words.reasons).toHaveProperty(name)
      const inWords = (definition.choices ?? []).filter((choice) => typeof choice === 'string')
      expect(inWords.filter((choice) => !(choice in choices))).toEqual([])
    },
  )
})
