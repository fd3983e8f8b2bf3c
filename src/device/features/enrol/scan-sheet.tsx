import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { Note } from '#device/ui/states.tsx'
import { type CameraTrouble, openCamera } from './camera.ts'
import css from './enrol.module.css'
import { type CodeRead, codeIn } from './read-code.ts'
import { openScanner, type Scanner } from './scanner.ts'

type Props = { readonly onCode: (code: string) => void; readonly onClose: () => void }
type State =
  | { readonly step: 'asking' | 'opening' | 'looking' }
  | { readonly step: 'trouble'; readonly trouble: CameraTrouble }

/** Says why the camera is wanted before the browser asks, reads the QR, and copes with a refusal. */
export function ScanSheet({ onCode, onClose }: Props) {
  const { t } = useTranslation('enrol')
  const [state, setState] = useState<State>({ step: 'asking' })
  const [foreign, setForeign] = useState<CodeRead>()
  const video = useRef<HTMLVideoElement>(null)
  const end = useRef<() => void>(() => {})
  useEffect(() => () => end.current(), [])

  const start = async () => {
    setState({ step: 'opening' })
    const scan = new AbortController()
    end.current = () => scan.abort()
    const camera = await openCamera()
    if (!camera.ok) return setState({ step: 'trouble', trouble: camera.trouble })
    scan.signal.addEventListener('abort', camera.stop)
    // The sheet may have been closed while the browser was asking.
    if (scan.signal.aborted || !video.current) return camera.stop()
    const scanner = await openScanner().catch(() => undefined)
    if (!scanner) {
      scan.abort()
      return setState({ step: 'trouble', trouble: 'broken' })
    }
    video.current.srcObject = camera.stream
    await video.current.play().catch(() => undefined)
    setState({ step: 'looking' })
    await look(scanner, scan)
  }
  const look = async (scanner: Scanner, scan: AbortController) => {
    while (!scan.signal.aborted && video.current) {
      for (const text of await scanner(video.current)) {
        const read = codeIn(text, window.location.origin)
        if (scan.signal.aborted) return
        if (read.kind !== 'code') setForeign(read)
        else {
          scan.abort()
          return onCode(read.code)
        }
      }
    }
  }
  return (
    <Dialog
      title={t('scanTitle')}
      onClose={onClose}
      actions={
        <>
          {state.step === 'asking' && (
            <Button look="main" icon="camera" onPress={start}>
              {t('scanAllow')}
            </Button>
          )}
          <Button look="quiet" width="wide" onPress={onClose}>
            {t('scanType')}
          </Button>
        </>
      }
    >
      {state.step === 'asking' && <p>{t('scanWhy')}</p>}
      {state.step === 'trouble' && <Note look="warning">{t(`camera.${state.trouble}`)}</Note>}
      <video
        ref={video}
        className={state.step === 'looking' ? css.video : css.hidden}
        aria-label={t('scanVideo')}
        muted
        playsInline
      />
      {state.step === 'looking' && <output>{t('scanLooking')}</output>}
      {foreign?.kind === 'none' && <Note look="warning">{t('scanForeign')}</Note>}
      {foreign?.kind === 'elsewhere' && (
        <Note look="warning">
          {t('scanElsewhere')} <a href={foreign.url}>{new URL(foreign.url).host}</a>
        </Note>
      )}
    </Dialog>
  )
}
