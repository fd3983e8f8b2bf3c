import '#device/surat/surat-words.ts'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { suratCode } from '#protocol/surat/surat-name.ts'
import { formatMoment } from '#device/i18n/format.ts'
import { usePhone } from '#device/phone/phone.ts'
import { systemClock } from '#device/platform/clock.ts'
import { useLive } from '#device/store/use-store.ts'
import type { BalasanTaken } from '#device/surat/take-surat-balasan.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Note } from '#device/ui/states.tsx'

const SuratSheet = lazy(async () => {
  const { SuratSheet } = await import('#device/surat/surat-sheet.tsx')
  return { default: SuratSheet }
})

/** Bytes. A village's whole register is a third of it; a film chosen by mistake must not fill a small phone's memory. */
const largestFile = 32 * 1024 * 1024

type Taken = Extract<BalasanTaken, { ok: true }> | { readonly ok: false; readonly code: string }

/** The road without a network: a surat jalan out, its surat balasan back in. */
export function SuratCard() {
  const { t, i18n } = useTranslation('surat')
  const { surat } = usePhone()
  const [writing, setWriting] = useState(false)
  const [taken, setTaken] = useState<Taken>()
  const chooser = useRef<HTMLInputElement>(null)
  const last = useLive((store) => store.lastSurat().then((found) => found ?? 'none'))

  const take = async (file: File | undefined) => {
    if (!file) return
    setTaken(undefined)
    if (file.size > largestFile) return setTaken({ ok: false, code: 'notASurat' })
    const text = await file.text().catch(() => '')
    setTaken(await surat.take(text).catch(() => ({ ok: false, code: 'storage' }) as const))
  }
  return (
    <Card title={t('title')}>
      <p>{t('what')}</p>
      {last && last !== 'none' && (
        <p>
          {t('last', {
            time: formatMoment(last.at, systemClock.now(), i18n.language),
            count: last.rows,
            code: suratCode(last.id),
          })}
        </p>
      )}
      <Button width="wide" onPress={() => setWriting(true)}>
        {t('write')}
      </Button>
      <Button width="wide" onPress={() => chooser.current?.click()}>
        {t('take')}
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t('take')}
        onChange={async ({ target }) => {
          await take(target.files?.[0])
          // The same file chosen again is an answer again.
          target.value = ''
        }}
      />
      {taken && <Outcome taken={taken} />}
      <Suspense>{writing && <SuratSheet begin="offer" onClose={() => setWriting(false)} />}</Suspense>
    </Card>
  )
}

function Outcome({ taken }: { readonly taken: Taken }) {
  const { t } = useTranslation('surat')
  if (!taken.ok) {
    return (
      <Note look={taken.code === 'suratRepeated' ? 'info' : 'error'}>
        <p>{t([`takeProblems.${taken.code}`, 'takeProblems.other'])}</p>
        <p>{t('common:error.code', { code: taken.code })}</p>
      </Note>
    )
  }
  return (
    <Note look={taken.held > 0 || taken.refused.length > 0 ? 'warning' : 'good'}>
      <p>{taken.received > 0 ? t('received', { count: taken.received }) : t('receivedNothing')}</p>
      {taken.held > 0 && <p>{t('held', { count: taken.held })}</p>}
      {taken.refused.length > 0 && <p>{t('refused', { codes: taken.refused.join(', ') })}</p>}
      {taken.records > 0 && <p>{t('records', { count: taken.records })}</p>}
      {taken.more && <p>{t('more')}</p>}
    </Note>
  )
}
