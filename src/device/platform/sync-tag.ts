/** The tag under which the page asks for a Background Sync and the worker sends what waits. */
export const syncTag = 'teratai-sync'
