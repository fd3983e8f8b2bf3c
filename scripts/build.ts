import { buildClient } from './build-client.ts'

/** `npm run build`: builds the app into `dist` unless it was built from these very sources. */
process.exit(buildClient())
