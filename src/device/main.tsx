import { startedReads } from './started-reads.ts'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { startTextSize } from './ui/text-size.ts'
import { startWords } from './i18n/i18n.ts'
import { watchInstall } from './platform/install.ts'
import { PhoneContext } from './phone/phone.ts'
import { startBehind, startPhone } from './phone/start-phone.ts'
import { awaitFirst, type FirstAnswers, FirstAnswersContext } from './store/first-answers.ts'
import { StoreContext, WatchContext } from './store/use-store.ts'

startTextSize()
watchInstall()
startWords()
const started = startPhone(startedReads)

function draw(answers: FirstAnswers): void {
  const root = document.getElementById('root')
  if (!root) return
  createRoot(root).render(
    <StrictMode>
      <StoreContext value={started.store}>
        <WatchContext value={started.loadWatch}>
          <FirstAnswersContext value={answers}>
            <PhoneContext value={started.phone}>
              <App />
            </PhoneContext>
          </FirstAnswersContext>
        </WatchContext>
      </StoreContext>
    </StrictMode>,
  )
  void startBehind(started)
}

// The page's own shell stands until the first screen can be drawn whole, once.
void awaitFirst(startedReads).then(draw)
