import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '#device/phone/phone.ts'
import { Button } from '#device/ui/button.tsx'
import { Note } from '#device/ui/states.tsx'

/** Visits that are at the puskesmas only: said plainly, and fetched on a tap. */
export function OlderHistory({ people }: { readonly people: readonly string[] }) {
  const { t } = useTranslation('person')
  const { history } = usePhone()
  const [failure, setFailure] = useState<string>()
  const load = async () => {
    setFailure(undefined)
    for (const personId of people) {
      const result = await history(personId).catch(
        (error: unknown) => ({ ok: false, code: codeOf(error) }) as const,
      )
      // Where it came, the person is shown anew with all of it, and this is gone.
      if (!result.ok) return setFailure(result.code)
    }
  }
  return (
    <>
      <Note look="plain">
        <strong>{t('visits.older')}</strong>
        <p>{t('visits.olderText')}</p>
      </Note>
      {failure !== undefined && (
        <Note look="warning">{t([`visits.loadFailed.${failure}`, 'visits.loadFailed.other'])}</Note>
      )}
      <Button onPress={load}>{t('visits.load')}</Button>
    </>
  )
}

const codeOf = (error: unknown): string =>
  error instanceof Object && 'code' in error && typeof error.code === 'string' ? error.code : 'other'
