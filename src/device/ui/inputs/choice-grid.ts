import css from './inputs.module.css'

/** Letters that fit beside a radio button in half the width of a small phone. */
const shortLabel = 10

/** Two columns for short words, one for long ones. */
export const gridOf = (
  options: readonly { readonly label: string; readonly hint?: string | undefined }[],
): string =>
  options.every(({ label, hint }) => label.length <= shortLabel && hint === undefined)
    ? `${css.choices}`
    : `${css.choices} ${css.oneColumn}`
