import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { startTextSize } from './ui/text-size.ts'
import { startWords } from './i18n/i18n.ts'
import { watchInstall } from './platform/install.ts'
import { PhoneContext } from './phone/phone.ts'
import { startPhone } from './phone/start-phone.ts'
import { StoreContext } from './store/use-store.ts'

startTextSize()
watchInstall()
startWords()
const { phone, local } = startPhone()
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <StoreContext value={local.store}>
        <PhoneContext value={phone}>
          <App />
        </PhoneContext>
      </StoreContext>
    </StrictMode>,
  )
}
