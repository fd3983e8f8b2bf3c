/** A choice of how the app looks, kept by the browser; nothing personal. `null` where there is none, or no storage. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Where the browser keeps nothing, the choice holds until the app is closed. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // It is in force all the same.
  }
}
