import i18next, { type ResourceKey } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { remember, remembered } from '#device/platform/remembered.ts'
import common from './id/common.json' with { type: 'json' }
import people from './id/people.json' with { type: 'json' }
import today from './id/today.json' with { type: 'json' }

export const languages = ['id', 'en'] as const
export type Language = (typeof languages)[number]

type LoadEnglish = () => Promise<{ readonly default: ResourceKey }>

const languageKey = 'teratai.language'
const english = new Map<string, LoadEnglish>([
  ['common', () => import('./en/common.json')],
  ['people', () => import('./en/people.json')],
  ['today', () => import('./en/today.json')],
])
const loaded = new Set<string>()
/** Indonesian by namespace; a feature's chunk may come before or after the start. */
const indonesian: Record<string, ResourceKey> = { common, people, today }

/** The app's words. Indonesian is in the bundle; a word that English lacks is shown in Indonesian. */
export const words = i18next.createInstance()

/** Ready when it returns: Indonesian needs no loading. A remembered other language follows by itself. */
export function startWords(): void {
  void words.use(initReactI18next).init({
    lng: 'id',
    fallbackLng: 'id',
    defaultNS: 'common',
    resources: { id: indonesian },
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false, bindI18nStore: 'added' },
  })
  const language = rememberedLanguage()
  // Where English cannot be loaded, the screens stay in Indonesian.
  if (language !== 'id') void changeLanguage(language).catch(() => undefined)
}

/**
 * Adds a lazily loaded feature's namespace, at the top of its chunk:
 * `addNamespace('visit', indonesian, () => import('#device/i18n/en/visit.json'))`.
 */
export function addNamespace(name: string, resource: ResourceKey, loadEnglish: LoadEnglish): void {
  indonesian[name] = resource
  english.set(name, loadEnglish)
  if (!words.isInitialized) return
  words.addResourceBundle('id', name, resource)
  if (words.language === 'en') void load(name, loadEnglish).catch(() => undefined)
}

/** Switches and remembers; rejects where the words cannot be loaded. */
export async function changeLanguage(language: Language): Promise<void> {
  if (language === 'en') await Promise.all([...english].map(([name, loader]) => load(name, loader)))
  await words.changeLanguage(language)
  document.documentElement.lang = language
  remember(languageKey, language)
}

async function load(name: string, loader: LoadEnglish): Promise<void> {
  if (loaded.has(name)) return
  words.addResourceBundle('en', name, (await loader()).default)
  loaded.add(name)
}

const rememberedLanguage = (): Language => (remembered(languageKey) === 'en' ? 'en' : 'id')
