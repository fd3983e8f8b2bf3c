import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { startTextSize } from './ui/text-size.ts'
import { startWords } from './i18n/i18n.ts'
import { watchInstall } from './platform/install.ts'
import { PhoneContext } from './phone/phone.ts'
import { startPhone } from './phone/start-phone.ts'
import { type FirstAnswers, FirstAnswersContext, readFirst } from './store/first-reads.ts'
import { StoreContext } from './store/use-store.ts'

startTextSize()
watchInstall()
startWords()
const { phone, local } = startPhone()

function draw(answers: FirstAnswers): void {
  const root = document.getElementById('root')
  if (!root) return
  createRoot(root).render(
    <StrictMode>
      <StoreContext value={local.store}>
        <FirstAnswersContext value={answers}>
          <PhoneContext value={phone}>
            <App />
          </PhoneContext>
        </FirstAnswersContext>
      </StoreContext>
    </StrictMode>,
  )
}

// The page's own shell stands until the first screen can be drawn whole, once.
void readFirst(local.store).then(draw)
