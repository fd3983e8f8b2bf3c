const release = '0.1.0'

/** The build's own mark: the content hash in the name of the script that carries this module. */
const build = /-([\w-]{8})\.js$/.exec(new URL(import.meta.url).pathname)?.[1] ?? 'dev'

/** What this app calls itself to the puskesmas and on the settings screen. */
export const appVersion = `${release}+${build}`
