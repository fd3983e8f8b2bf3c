import type { Enrolment } from '#device/store/store.ts'
import type { useWords } from '#device/visit-words/use-words.ts'

/** Whose phone wrote, in words: this one, one whose holder this phone was told, or another. */
export function nameOfPhone(
  t: ReturnType<typeof useWords>['t'],
  holder: Enrolment | undefined,
  device: string,
): string {
  if (device === holder?.deviceId) return t('visit:conflict.thisPhone')
  const name = holder?.writers?.[device]
  return name === undefined ? t('visit:conflict.otherPhone') : t('visit:conflict.byPhone', { name })
}
