import './surat-words.ts'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { suratCode } from '#protocol/surat/surat-name.ts'
import { usePhone } from '#device/phone/phone.ts'
import { canShareText, saveText, shareText } from '#device/platform/files.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { LoadingState, Note } from '#device/ui/states.tsx'
import type { SuratWritten } from './write-surat-jalan.ts'

type State =
  | { readonly step: 'writing' }
  | { readonly step: 'failed'; readonly code: string }
  | { readonly step: 'written'; readonly surat: SuratWritten }
/**
 * What became of the file; that it arrived is told by a receipt alone. Whether the browser kept it no page can know: it
 * is `asked`, and the person says whether it is `saved` or `missing`.
 */
type Done = 'asked' | 'saved' | 'missing' | 'handedOn' | 'impossible'

type Props = {
  /** `save`: the file is kept at once, as at the end of a posyandu day. `offer`: the person chooses. */
  readonly begin: 'save' | 'offer'
  readonly onClose: () => void
}

/** Everything without a receipt as one file: to keep on the phone, or to hand to another app. */
export function SuratSheet({ begin, onClose }: Props) {
  const { t } = useTranslation('surat')
  const { surat: door } = usePhone()
  const [state, setState] = useState<State>({ step: 'writing' })
  const [done, setDone] = useState<Done>()
  const asked = useRef(false)
  const end = useCallback(
    (surat: SuratWritten, outcome: Done) => {
      setDone(outcome)
      // What nobody has seen is offered once more, as what could not be noted is.
      if (outcome === 'saved' || outcome === 'handedOn') void door.handedOut(surat).catch(() => undefined)
    },
    [door],
  )
  useEffect(() => {
    // Drawn twice while developing; one surat is enough.
    if (asked.current) return
    asked.current = true
    const write = async () => {
      const result = await door.write().catch(() => ({ ok: false, code: 'storage' }) as const)
      if (!result.ok) return setState({ step: 'failed', code: result.code })
      setState({ step: 'written', surat: result.surat })
      if (begin === 'offer') return
      keep(result.surat)
      end(result.surat, 'asked')
    }
    void write()
  }, [door, begin, end])

  const actions =
    state.step === 'written' ? (
      <HandOver
        surat={state.surat}
        done={done}
        onDone={(outcome) => end(state.surat, outcome)}
        onClose={onClose}
      />
    ) : (
      <Button look="quiet" width="wide" onPress={onClose}>
        {t('common:close')}
      </Button>
    )
  return (
    <Dialog title={t('title')} onClose={onClose} actions={actions}>
      {state.step === 'writing' && (
        <>
          <p>{t('writing')}</p>
          <LoadingState rows={1} />
        </>
      )}
      {state.step === 'failed' && (
        <Note look="error">
          <p>{t([`writeProblems.${state.code}`, 'writeProblems.other'])}</p>
          <p>{t('common:error.code', { code: state.code })}</p>
        </Note>
      )}
      {state.step === 'written' && (
        <>
          <p>{state.surat.rows > 0 ? t('holds', { count: state.surat.rows }) : t('holdsNothing')}</p>
          {done && (
            <Note look={done === 'impossible' || done === 'missing' ? 'warning' : 'info'}>
              <p>{t(`done.${done}`, { file: state.surat.fileName })}</p>
              {done === 'asked' && (
                <p>
                  <strong>{t('isThere')}</strong>
                </p>
              )}
            </Note>
          )}
          <p>{t('still')}</p>
          <p>{t('code', { code: suratCode(state.surat.id) })}</p>
        </>
      )}
    </Dialog>
  )
}

const keep = ({ fileName, text }: SuratWritten) => saveText(fileName, text, 'text/plain')

type HandOverProps = {
  readonly surat: SuratWritten
  readonly done: Done | undefined
  readonly onDone: (done: Done) => void
  readonly onClose: () => void
}

function HandOver({ surat, done, onDone, onClose }: HandOverProps) {
  const { t } = useTranslation('surat')
  const share = async () => {
    const outcome = await shareText(surat.fileName, surat.text)
    if (outcome !== 'cancelled') onDone(outcome)
  }
  const shares = canShareText(surat.fileName)
  const isDone = done === 'handedOn' || (done === 'saved' && !shares)
  if (done === 'asked') {
    return (
      <>
        <Button look="main" width="wide" onPress={() => onDone('saved')}>
          {t('there')}
        </Button>
        <Button width="wide" onPress={() => onDone('missing')}>
          {t('notThere')}
        </Button>
      </>
    )
  }
  return (
    <>
      {shares && (
        <Button look={isDone ? 'plain' : 'main'} width="wide" onPress={share}>
          {t('share')}
        </Button>
      )}
      <Button
        look={shares || isDone ? 'plain' : 'main'}
        width="wide"
        onPress={() => {
          keep(surat)
          onDone('asked')
        }}
      >
        {t(done === 'saved' || done === 'missing' ? 'saveAgain' : 'save')}
      </Button>
      <Button look={isDone ? 'main' : 'quiet'} width="wide" onPress={onClose}>
        {t('finished')}
      </Button>
    </>
  )
}
