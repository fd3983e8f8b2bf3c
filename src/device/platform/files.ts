/** Hands a text to the browser as a file to keep: it lands in the folder of downloads. */
export function saveText(fileName: string, text: string, type: 'text/csv' | 'text/plain'): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

const fileOf = (fileName: string, text: string) => new File([text], fileName, { type: 'text/plain' })

/** Whether this browser hands files to other apps. */
export function canShareText(fileName: string): boolean {
  const { canShare } = navigator as Partial<Navigator>
  return canShare?.call(navigator, { files: [fileOf(fileName, '')] }) ?? false
}

/**
 * Offers a text as a file to the other apps of the phone. `handedOn`: to one of them, which says nothing of whether it
 * arrived anywhere. `cancelled`: the person went back. `impossible`: the browser does not.
 */
export async function shareText(
  fileName: string,
  text: string,
): Promise<'handedOn' | 'cancelled' | 'impossible'> {
  if (!canShareText(fileName)) return 'impossible'
  try {
    await navigator.share({ files: [fileOf(fileName, text)] })
    return 'handedOn'
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : 'impossible'
  }
}
