import { type PrecacheFile, serveFromPrecache } from './cache-policy.ts'
import { countFiles } from './count-files.ts'
import { isEnglish, keepEnglish } from './keep-english.ts'
import { sendWhenOnline } from './send-when-online.ts'
import { wakeStores } from './wake-stores.ts'

// The build puts the list of files in the place of `__WB_MANIFEST`.
declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly PrecacheFile[] }

// oxlint-disable-next-line no-underscore-dangle -- the build's own name
const files: readonly PrecacheFile[] = self.__WB_MANIFEST
serveFromPrecache(
  self,
  files.filter(({ url }) => !isEnglish(url)),
  () => void wakeStores(),
)
keepEnglish(
  self,
  files.filter(({ url }) => isEnglish(url)),
)
sendWhenOnline(self)
countFiles(self)
