/** What kind of error the browser names; empty where it names none. Its own errors need not be an `Error` of this realm. */
export const errorName = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : ''
