import { useTranslation } from 'react-i18next'
import type { DraftOf } from '#device/drafts/draft-keys.ts'
import { formsToFinish } from '#device/drafts/forms-to-finish.ts'
import { formatMoment } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import { useMayRead } from '#device/lease/use-lease.ts'
import type { DirectoryEntry } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import { Icon } from '#device/ui/icon.tsx'
import { List, Row } from '#device/ui/list.tsx'
import { GoneDrafts } from './gone-drafts.tsx'

/** Forms that were begun and not saved: each leads back to where it was left. */
export function DraftsCard({ directory }: { readonly directory: readonly DirectoryEntry[] }) {
  const { t, i18n } = useTranslation('today')
  const drafts = useLive((store) => store.drafts()) ?? []
  const mayRead = useMayRead()
  const rows = formsToFinish(drafts, directory).map(({ draft, of, person }) => ({
    ...targetOf(of),
    draft,
    person: mayRead ? person : undefined,
  }))
  const gone = <GoneDrafts drafts={drafts} directory={directory} />
  if (rows.length === 0) return gone
  return (
    <section>
      <h2>{t('drafts.title')}</h2>
      <List label={t('drafts.title')}>
        {rows.map(({ draft, to, word, person }) => (
          <Row
            key={draft.key}
            to={to}
            lead={<Icon name="edit" />}
            title={person?.name ?? t(`drafts.${word}`)}
            lines={[
              person ? t(`drafts.${word}`) : undefined,
              t('drafts.since', { time: formatMoment(draft.savedAt, systemClock.now(), i18n.language) }),
            ]}
            trail={<Icon name="forward" />}
          />
        ))}
      </List>
      {gone}
    </section>
  )
}

/** Where a draft is gone on with. */
function targetOf(of: DraftOf) {
  if (of.form === 'newPerson') return { to: '/people/new', word: 'person' } as const
  const { personId } = of
  if (of.form === 'person') return { to: `/person/${personId}/edit`, word: 'personEdit' } as const
  const to = of.visitId ? `/visit/${personId}/${of.visitId}` : `/visit/${personId}`
  return { to, word: 'visit' } as const
}
