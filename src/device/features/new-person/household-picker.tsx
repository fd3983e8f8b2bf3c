import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { foldForSearch } from '#domain/person/names.ts'
import { shownFields } from '#protocol/merge.ts'
import type { HouseholdFields } from '#protocol/records/fields.ts'
import { isVoided } from '#protocol/records/voided.ts'
import type { DirectoryEntry, Store } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { List, Row } from '#device/ui/list.tsx'
import { LoadingState } from '#device/ui/states.tsx'

type Household = HouseholdFields & { readonly id: string; readonly members: readonly string[] }

type Props = {
  readonly directory: readonly DirectoryEntry[]
  readonly onPick: (household: Household) => void
  readonly onClose: () => void
}

const shown = 30

/** The households that people of this phone live in, by head, address, family card number or a member's name. */
export function HouseholdPicker({ directory, onPick, onClose }: Props) {
  const { t } = useTranslation('person')
  const [typed, setTyped] = useState('')
  const households = useLive((store) => readHouseholds(store, directory), [directory])
  const found = households && search(households, typed)
  return (
    <Dialog
      title={t('form.householdPick')}
      onClose={onClose}
      actions={
        <Button look="quiet" width="wide" onPress={onClose}>
          {t('common:cancel')}
        </Button>
      }
    >
      <TextField name="search" label={t('form.householdSearch')} text={typed} onText={setTyped} />
      {!found && <LoadingState />}
      {found?.length === 0 && <p>{t('form.householdNoMatch')}</p>}
      {found && found.length > 0 && (
        <List label={t('form.household')}>
          {found.slice(0, shown).map((household) => (
            <Row
              key={household.id}
              title={household.headName ?? household.members[0] ?? t('form.household')}
              lines={[
                [household.rt && t('common:rt', { rt: household.rt }), household.address]
                  .filter(Boolean)
                  .join(' · '),
                household.members.join(', '),
              ]}
              onPress={() => onPick(household)}
            />
          ))}
        </List>
      )}
    </Dialog>
  )
}

async function readHouseholds(
  store: Store,
  directory: readonly DirectoryEntry[],
): Promise<readonly Household[]> {
  const members = new Map<string, string[]>()
  for (const { householdId, name } of directory) {
    if (!householdId) continue
    const known = members.get(householdId)
    if (known) known.push(name)
    else members.set(householdId, [name])
  }
  const records = await Promise.all([...members.keys()].map((id) => store.record(id)))
  return records.flatMap((record) =>
    record && !isVoided(record)
      ? [
          {
            ...(shownFields(record) as HouseholdFields),
            id: record.id,
            members: members.get(record.id) ?? [],
          },
        ]
      : [],
  )
}

function search(households: readonly Household[], typed: string): readonly Household[] {
  const words = foldForSearch(typed).split(' ').filter(Boolean)
  return households.filter((household) => {
    const { headName = '', address = '', familyCardNumber = '', members } = household
    const text = foldForSearch([headName, address, familyCardNumber, ...members].join(' '))
    return words.every((word) => text.includes(word))
  })
}
