/** One runner at a time, across tabs and worker. */
export const syncLock = 'teratai-sync'
