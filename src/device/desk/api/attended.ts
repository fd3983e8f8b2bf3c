/** How long after the last sign of a person a page counts as left alone, ms; Teratai's own. */
const alone = 60_000

let lastSignAt = Date.now()
for (const sign of ['pointerdown', 'keydown', 'wheel'])
  addEventListener(
    sign,
    () => {
      lastSignAt = Date.now()
    },
    { capture: true, passive: true },
  )

/** Whether somebody is before this page. What it asks by itself, left alone, keeps no session open. */
export const isAttended = (): boolean => Date.now() - lastSignAt < alone
