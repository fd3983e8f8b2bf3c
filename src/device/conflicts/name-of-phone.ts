import type { Enrolment } from '#device/store/store.ts'
import type { useWords } from '#device/visit-words/use-words.ts'

type Translate = ReturnType<typeof useWords>['t']

/** Whose phone wrote, in words: this one, one whose holder this phone was told, or another. */
export function nameOfPhone(t: Translate, holder: Enrolment | undefined, device: string): string {
  if (device === holder?.deviceId) return t('visit:conflict.thisPhone')
  const name = holder?.writers?.[device]
  // The puskesmas may have forgotten who held it.
  return name ? t('visit:conflict.byPhone', { name }) : t('visit:conflict.otherPhone')
}

/**
 * When the phone was enrolled (ms), where only that tells it from another of those who wrote beside it: two of one
 * person have one name (sync-spec PL10).
 */
export function toldApartBy(
  t: Translate,
  holder: Enrolment | undefined,
  device: string,
  beside: readonly string[],
): number | undefined {
  const name = nameOfPhone(t, holder, device)
  const isShared = beside.some((other) => other !== device && nameOfPhone(t, holder, other) === name)
  return isShared ? holder?.writersEnrolledAt?.[device] : undefined
}
