import type { TFunction } from 'i18next'
import type { Refusal } from '#device/vault/try-pin.ts'

/** From so few tries left on it is said what comes after the last: the half of them. */
const warnedFrom = 5
const minute = 60_000

/** Why a PIN opened nothing, and what to do, in words. */
export function refusalWords(t: TFunction, refusal: Refusal): string {
  if (refusal.code === 'storageFull') return t('lock:storageFull')
  if (refusal.code === 'wiped') return t('lock:wiped.title')
  const wait = refusal.waitMs > 0 ? t('lock:wait', { time: waitWords(t, refusal.waitMs) }) : ''
  if (refusal.code === 'wait') return wait
  const { triesLeft: count } = refusal
  const wrong = count > warnedFrom ? t('lock:wrong', { count }) : t('lock:wrongLast', { count })
  return [wrong, wait].filter(Boolean).join(' ')
}

const waitWords = (t: TFunction, ms: number) =>
  ms < minute
    ? t('lock:seconds', { count: Math.ceil(ms / 1_000) })
    : t('lock:minutes', { count: Math.ceil(ms / minute) })
