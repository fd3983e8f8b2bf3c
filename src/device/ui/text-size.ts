import { remember, remembered } from '#device/platform/remembered.ts'

/** Per cent of the browser's own text size. */
export const textSizes = ['100', '120', '140'] as const
export type TextSize = (typeof textSizes)[number]

const key = 'teratai.textSize'

export function textSize(): TextSize {
  const kept = remembered(key)
  return textSizes.find((size) => size === kept) ?? '100'
}

/** Everything is measured in rem, so the root's size carries all text and boxes. */
export function startTextSize(): void {
  const size = textSize()
  if (size !== '100') document.documentElement.style.fontSize = `${size}%`
}

export function chooseTextSize(size: TextSize): void {
  document.documentElement.style.fontSize = `${size}%`
  remember(key, size)
}
