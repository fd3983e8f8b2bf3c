import './enrol-words.ts'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupedCode, readEnrolmentCode } from '#protocol/enrolment-code.ts'
import type { EnrolResult } from '#device/enrolment/enrol.ts'
import { usePhone } from '#device/phone/phone.ts'
import { StoreError } from '#device/store/store-error.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { LoadingState, Lotus, Note } from '#device/ui/states.tsx'
import { Enrolled } from './enrolled.tsx'
import { codeIn } from './read-code.ts'
import css from './enrol.module.css'

const ScanSheet = lazy(async () => {
  const { ScanSheet } = await import('./scan-sheet.tsx')
  return { default: ScanSheet }
})

/** Enrols the phone by link, by typed code or by QR; then shows for whom, and the first load. */
export function EnrolScreen() {
  const { t } = useTranslation('enrol')
  const [linked] = useState(() => codeIn(window.location.href, window.location.origin))
  useEffect(() => {
    // A one-time code does not stay in the address, where it would be kept and shown.
    if (window.location.hash) window.history.replaceState(null, '', '/enrol')
  }, [])
  const [again, setAgain] = useState(false)
  const [spent, setSpent] = useState(false)
  const enrolment = useLive((store) => store.enrolment().then((found) => found ?? 'none'))
  if (enrolment === undefined) {
    return (
      <Screen title={t('title')}>
        <LoadingState />
      </Screen>
    )
  }
  const code = linked.kind === 'code' && !spent ? linked.code : undefined
  if (enrolment !== 'none' && !again) {
    return <Enrolled enrolment={enrolment} anew={code === undefined ? undefined : () => setAgain(true)} />
  }
  return (
    <AskCode
      linked={code}
      enrolledAs={enrolment === 'none' ? undefined : enrolment.person.name}
      onEnrolled={() => {
        setSpent(true)
        setAgain(false)
      }}
    />
  )
}

type AskCodeProps = {
  readonly linked: string | undefined
  /** Who holds this phone so far; then nothing starts by itself. */
  readonly enrolledAs: string | undefined
  readonly onEnrolled: () => void
}

type Failure = Extract<EnrolResult, { ok: false }>['code'] | 'codeBad' | StoreError['code']

function AskCode({ linked, enrolledAs, onEnrolled }: AskCodeProps) {
  const { t } = useTranslation('enrol')
  const [typed, setTyped] = useState(linked ?? '')
  const [scanning, setScanning] = useState(false)
  const { state, failure, submit } = useEnrolling(onEnrolled)
  const code = readEnrolmentCode(typed)
  const started = useRef(false)
  useEffect(() => {
    // Once, when the link opens the screen.
    if (!linked || enrolledAs || started.current) return
    started.current = true
    void submit(linked)
  })
  return (
    <Screen
      title={t('title')}
      action={
        <Button look="main" onPress={() => submit(typed)} disabled={state === 'working'}>
          {t(state === 'working' ? 'working' : 'submit')}
        </Button>
      }
    >
      <div className={css.welcome}>
        <Lotus />
        <h2>{t('welcome')}</h2>
        <p>{t('welcomeText')}</p>
      </div>
      {enrolledAs && <Note look="warning">{t('alreadyText', { name: enrolledAs })}</Note>}
      {failure && failure !== 'codeBad' && (
        <Note look="error">{t([`error.${failure}`, 'error.other'], { code: failure })}</Note>
      )}
      <Card>
        <TextField
          name="code"
          label={t('code')}
          hint={t('codeHint')}
          autoCapitalize="none"
          maxLength={16}
          text={typed}
          onText={setTyped}
          echo={code && groupedCode(code)}
          error={failure === 'codeBad' ? t('codeBad') : undefined}
        />
        <Button icon="camera" width="wide" onPress={() => setScanning(true)}>
          {t('scan')}
        </Button>
      </Card>
      {scanning && (
        <Suspense>
          <ScanSheet
            onCode={(code) => {
              setScanning(false)
              setTyped(code)
              void submit(code)
            }}
            onClose={() => setScanning(false)}
          />
        </Suspense>
      )}
    </Screen>
  )
}

function useEnrolling(onEnrolled: () => void) {
  const phone = usePhone()
  const store = useStore()
  const [state, setState] = useState<'asking' | 'working'>('asking')
  const [failure, setFailure] = useState<Failure>()
  const submit = async (typed: string) => {
    const code = readEnrolmentCode(typed)
    setFailure(code === undefined ? 'codeBad' : undefined)
    if (code === undefined || state === 'working') return
    setState('working')
    try {
      const result = await phone.enrol(code)
      if (!result.ok) return setFailure(result.code)
      // Asked when the reason is plain; what the browser answers is shown in the settings.
      void store.askToKeep()
      onEnrolled()
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      setFailure(error.code)
    } finally {
      setState('asking')
    }
  }
  return { state, failure, submit }
}
