/** In a page that is not shown nothing is ever painted, ms. */
const patienceMs = 500

/** Resolves once what was just drawn stands on the screen: what nobody sees yet must not come before it. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(resolve, patienceMs)
    requestAnimationFrame(() => {
      clearTimeout(patience)
      // A frame's own work ends with its painting; a timer set in it comes after.
      setTimeout(resolve)
    })
  })
}
