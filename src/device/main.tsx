import './ui/base.css'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { Trouble } from './app/error-boundary.tsx'
import { Gate } from './app/gate.tsx'
import { startTextSize } from './ui/text-size.ts'
import { startWords } from './i18n/i18n.ts'
import { watchInstall } from './platform/install.ts'
import { lateUpdates } from './phone/late-updates.ts'
import { sendWhileLocked } from './phone/send-while-locked.ts'
import { startSession } from './phone/session.ts'
import { createSessions } from './phone/sessions.ts'
import { lockWhenIdle } from './vault/lock-when-idle.ts'
import type { StoreErrorCode } from './store/store-error.ts'
import { createPhoneVault, type PhoneVault } from './vault/phone-vault.ts'

startTextSize()
watchInstall()
startWords()
const updates = lateUpdates()

function draw(screen: ReactNode): void {
  const root = document.getElementById('root')
  if (root) createRoot(root).render(<StrictMode>{screen}</StrictMode>)
}

function begin(vault: PhoneVault): void {
  const sessions = createSessions(vault, (opened) => startSession(opened, { updates, vault }))
  lockWhenIdle(vault)
  sendWhileLocked(vault)
  draw(
    <Gate vault={vault} sessions={sessions}>
      <App />
    </Gate>,
  )
}

async function onWipe(store: string | undefined): Promise<void> {
  const { eraseReadable } = await import('./sealing/erase-readable.ts')
  await eraseReadable(store ? { name: store } : {})
}

const storageBroken: StoreErrorCode = 'storageBroken'

// The page's own shell stands until it is known which screen comes first. A vault is only read so far: what fails is
// the browser's storage.
createPhoneVault({ onWipe }).then(begin, () =>
  draw(<Trouble code={storageBroken} onRetry={() => window.location.reload()} />),
)
