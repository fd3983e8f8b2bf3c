import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { localeOf } from '#device/i18n/format.ts'
import { Note, Progress } from './states.tsx'

type Props = {
  /** How far the first load is; unknown before its first page. */
  readonly load: { readonly done: number; readonly all: number } | undefined
  readonly children: ReactNode
}

/** While not everything has been loaded: what that means here, and how much of it is on the phone. */
export function LoadNote({ load, children }: Props) {
  return (
    <Note look="plain">
      {children}
      {load && <LoadProgress load={load} />}
    </Note>
  )
}

/** Records that have come, of all that are known to come: it goes on where a cut left it. */
export function LoadProgress({ load }: { readonly load: NonNullable<Props['load']> }) {
  const { t, i18n } = useTranslation()
  const numbers = new Intl.NumberFormat(localeOf(i18n.language))
  const words = t('common:loadedOf', { done: numbers.format(load.done), all: numbers.format(load.all) })
  return (
    <>
      <Progress label={words} done={load.done} all={load.all} />
      <output>{words}</output>
    </>
  )
}
