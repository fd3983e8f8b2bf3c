/** The kinds that age out of a phone; all others stay (sync-spec KP1). */
export const agingKinds = ['visit', 'note'] as const
