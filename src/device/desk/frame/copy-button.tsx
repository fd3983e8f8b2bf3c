import type { ReactNode } from 'react'
import { Button } from '#device/ui/button.tsx'
import { showToast } from '#device/ui/toast.tsx'

type CopyButtonProps = {
  readonly text: string
  /** What is said when it was copied, and when the browser did not let it. */
  readonly copied: string
  readonly notCopied: string
  readonly label?: string
  readonly children: ReactNode
}

/** Copies a text, where the browser can. */
export function CopyButton({ text, copied, notCopied, label, children }: CopyButtonProps) {
  if (!('clipboard' in navigator)) return null
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => showToast(copied),
      () => showToast(notCopied),
    )
  return (
    <Button onPress={copy} {...(label !== undefined && { label })}>
      {children}
    </Button>
  )
}
