import { accountRoutes } from './accounts.ts'
import { aliasRoutes } from './aliases.ts'
import { deviceRoutes } from './devices.ts'
import { deskRoutes } from './desk.ts'
import { enrolRoute } from './enrol.ts'
import { enrolmentCodeRoute } from './enrolment-codes.ts'
import { heldRoutes } from './held.ts'
import { healthRoute } from './health.ts'
import { importRoutes } from './imports.ts'
import { logInRoutes } from './log-in.ts'
import { onPhoneRoute } from './lost-phone.ts'
import { posyanduRoutes } from './posyandu.ts'
import type { Route } from './route.ts'
import { settingsRoutes } from './settings.ts'
import { suratRoutes } from './surat.ts'
import { syncRoutes } from './sync.ts'

/** Every route of the server; the API's description is made from the same list. */
export const routes: readonly Route[] = [
  healthRoute,
  ...logInRoutes,
  ...accountRoutes,
  ...posyanduRoutes,
  ...deviceRoutes,
  onPhoneRoute,
  enrolmentCodeRoute,
  enrolRoute,
  ...settingsRoutes,
  ...importRoutes,
  ...syncRoutes,
  ...suratRoutes,
  ...deskRoutes,
  ...aliasRoutes,
  ...heldRoutes,
]
