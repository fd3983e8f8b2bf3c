import { type GatedServer, type RunningServer, startGatedServer } from './running-server.ts'
import { type LogIn, showDesk } from './screens/desk-screens.ts'
import { showNakesPhone } from './screens/nakes-screens.ts'
import { showPhone } from './screens/phone-screens.ts'
import type { Show } from './screens/show.ts'
import { showTroubles } from './screens/trouble-screens.ts'

export type { Show } from './screens/show.ts'

/**
 * Starts a demo puskesmas and shows every screen there is, in the order in which a kader and then a nakes and an admin
 * meet them: the phones' at 360×640, the desk's at 1280 wide. Troubles happen to another puskesmas, where no posyandu day
 * is open yet.
 */
export async function showAllScreens(show: Show): Promise<void> {
  await inDemo(async (server, nakes) => {
    await showPhone(server, show)
    await showNakesPhone(server, nakes, show)
    await showDesk(server, nakes, show)
  })
  await inDemo((server, nakes) => showTroubles(server, nakes, show))
}

async function inDemo(work: (server: GatedServer, nakes: LogIn) => Promise<void>): Promise<void> {
  const server = await startGatedServer({
    TERATAI_DEMO: '1',
    TERATAI_ADMIN_PASSWORD: 'admin-contoh-1',
  })
  try {
    await work(server, await nakesOf(server))
  } finally {
    await server.remove()
  }
}

/** The nakes's log-in as the start prints it. */
async function nakesOf(server: RunningServer): Promise<LogIn> {
  const match = await server.waitFor(/Log-in:\s+(bidan) \/ (\S+)/)
  return { name: match[1] as string, password: match[2] as string }
}
