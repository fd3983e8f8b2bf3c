import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formsOfGone } from '#device/drafts/forms-to-finish.ts'
import { formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import type { DirectoryEntry, Draft } from '#device/store/store.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { ConfirmSheet } from '#device/ui/dialog.tsx'
import { Note } from '#device/ui/states.tsx'

type GoneDraftsProps = {
  readonly drafts: readonly Draft[]
  readonly directory: readonly DirectoryEntry[]
}

/**
 * Half-filled forms of people who have left this phone: they are kept for when those come back, which she is told, and
 * can be thrown away. Who they are this phone no longer knows.
 */
export function GoneDrafts({ drafts, directory }: GoneDraftsProps) {
  const { t, i18n } = useTranslation('today')
  const store = useStore()
  const contact = useLive((reading) => reading.contact())
  const [discarding, setDiscarding] = useState<Draft>()
  // While people are still being loaded nobody has left.
  if (!contact?.firstLoadDone) return null
  return (
    <>
      {formsOfGone(drafts, directory).map((draft) => (
        <Note key={draft.key} look="info">
          <p>{t('drafts.gone', { time: formatMoment(draft.savedAt, systemClock.now(), i18n.language) })}</p>
          <Button look="quiet" onPress={() => setDiscarding(draft)}>
            {t('drafts.discard')}
          </Button>
        </Note>
      ))}
      {discarding && (
        <ConfirmSheet
          title={t('drafts.discardTitle')}
          confirm={t('drafts.discard')}
          onCancel={() => setDiscarding(undefined)}
          onConfirm={async () => {
            await store.removeDraft(discarding.key)
            setDiscarding(undefined)
          }}
        >
          <p>{t('drafts.discardText')}</p>
        </ConfirmSheet>
      )}
    </>
  )
}
