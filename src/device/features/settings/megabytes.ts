import { formatNumber } from '#device/ui/inputs/typed-number.ts'

const tenth = 1024 * 102.4

/** `1,2 MB`, never apart from its unit. A little is never told as nothing. */
export function megabytes(bytes: number, language: string): string {
  const tenths = Math.round(bytes / tenth)
  return `${formatNumber(bytes > 0 ? Math.max(tenths, 1) / 10 : 0, language)}\u00a0MB`
}
