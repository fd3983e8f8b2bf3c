import { type PrecacheFile, serveFromPrecache } from './cache-policy.ts'
import { bridgePage, sendWhenOnline } from './page-bridge.ts'

// The build puts the list of files in the place of `__WB_MANIFEST`.
declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly PrecacheFile[] }

// oxlint-disable-next-line no-underscore-dangle -- the build's own name
serveFromPrecache(self, self.__WB_MANIFEST)
bridgePage(self)
sendWhenOnline(self)
