import '#device/ui/base.css'
import './frame/wide-dialogs.css'
import './desk-words.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startWords } from '#device/i18n/i18n.ts'
import { Desk } from './desk.tsx'

startWords()
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Desk />
    </StrictMode>,
  )
}
