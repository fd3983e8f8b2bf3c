import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { namedSchema, posyanduAnswerSchema } from '#protocol/messages/access.ts'
import { Button } from '#device/ui/button.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { List, Row } from '#device/ui/list.tsx'
import { EmptyState } from '#device/ui/states.tsx'
import { showToast } from '#device/ui/toast.tsx'
import { call, type Problem } from '../api/call.ts'
import { SaveSheet } from '../frame/save-sheet.tsx'
import { askedEvery, useLoaded } from '../api/use-loaded.ts'
import { Freshness, LoadedView, Page } from '../frame/page.tsx'

type Named = { readonly id: string; readonly name: string }

/** The posyandu of this puskesmas. */
export function PosyanduPage() {
  const { t } = useTranslation('desk')
  const loaded = useLoaded('posyandu', () => call(posyanduAnswerSchema, '/api/v1/posyandu'), askedEvery)
  const [open, setOpen] = useState<{ readonly posyandu?: Named }>()
  return (
    <Page
      title={t('posyanduPage.title')}
      subtitle={<Freshness of={loaded} />}
      aside={
        <Button look="main" icon="add" onPress={() => setOpen({})}>
          {t('posyanduPage.add')}
        </Button>
      }
    >
      <LoadedView of={loaded}>
        {({ posyandu }) =>
          posyandu.length === 0 ? (
            <EmptyState title={t('posyanduPage.none')} text={t('posyanduPage.noneText')} />
          ) : (
            <List label={t('posyanduPage.title')}>
              {posyandu.map((one) => (
                <Row
                  key={one.id}
                  title={one.name}
                  trail={
                    <Button
                      onPress={() => setOpen({ posyandu: one })}
                      label={t('accounts.editOf', { name: one.name })}
                    >
                      {t('edit')}
                    </Button>
                  }
                />
              ))}
            </List>
          )
        }
      </LoadedView>
      {open && (
        <NameSheet
          posyandu={open.posyandu}
          onClose={() => {
            setOpen(undefined)
            void loaded.reload()
          }}
        />
      )}
    </Page>
  )
}

function NameSheet({
  posyandu,
  onClose,
}: {
  readonly posyandu: Named | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation(['desk', 'common'])
  const [name, setName] = useState(posyandu?.name ?? '')
  const [problem, setProblem] = useState<Problem>()
  const save = async () => {
    const result = posyandu
      ? await call(namedSchema, `/api/v1/posyandu/${encodeURIComponent(posyandu.id)}`, {
          method: 'PATCH',
          body: { name },
        })
      : await call(namedSchema, '/api/v1/posyandu', { method: 'POST', body: { name } })
    if (!result.ok) return setProblem(result.problem)
    showToast(t('saved'))
    onClose()
  }
  return (
    <SaveSheet
      title={posyandu ? t('posyanduPage.renameOf', { name: posyandu.name }) : t('posyanduPage.add')}
      problem={problem}
      onSave={save}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t('posyanduPage.name')}
        hint={t('posyanduPage.nameHint')}
        text={name}
        onText={setName}
        autoCapitalize="words"
        maxLength={120}
      />
    </SaveSheet>
  )
}
