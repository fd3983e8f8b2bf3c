import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shownFields } from '#protocol/merge.ts'
import type { HouseholdFields } from '#protocol/records/fields.ts'
import { useLease } from '#device/lease/use-lease.ts'
import type { Enrolment } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import css from './person-form.module.css'
import type { SectionProps } from './person-form.tsx'
import { familyLeftBehind } from './read-person.ts'

const HouseholdPicker = lazy(async () => {
  const { HouseholdPicker } = await import('./household-picker.tsx')
  return { default: HouseholdPicker }
})

type Props = SectionProps & { readonly posyandu: Enrolment['posyandu'] }

/** Where the person lives and with whom. */
export function HomeSection({ form, world, problems, posyandu }: Props) {
  const { t } = useTranslation('person')
  const { entry } = form.draft
  // Written for a posyandu that this phone has no more: there is a choice to make again.
  const isElsewhere = entry.posyanduId !== undefined && !posyandu.some(({ id }) => id === entry.posyanduId)
  return (
    <Card title={t('form.where')}>
      {(posyandu.length > 1 || problems.posyandu || isElsewhere) && (
        <div data-field="posyanduId">
          <ChoiceField
            name="posyandu"
            label={t('form.posyandu')}
            options={posyandu.map(({ id, name }) => ({ value: id, label: name }))}
            value={entry.posyanduId}
            onValue={(posyanduId) => form.change({ posyanduId })}
            clearing="none"
            error={problems.posyandu && t('form.posyanduMissing')}
          />
        </div>
      )}
      <MovingFamily form={form} world={world} problems={problems} />
      <div className={css.pair}>
        <TextField
          name="rt"
          label={t('form.rt')}
          keyboard="digits"
          maxLength={4}
          text={entry.rt}
          onText={(rt) => form.change({ rt })}
          error={problems.rt && t('form.digitsOnly')}
        />
        <TextField
          name="rw"
          label={t('form.rw')}
          keyboard="digits"
          maxLength={4}
          text={entry.rw}
          onText={(rw) => form.change({ rw })}
          error={problems.rw && t('form.digitsOnly')}
        />
      </div>
      <TextField
        name="address"
        label={t('form.address')}
        text={entry.address}
        onText={(address) => form.change({ address })}
        maxLength={300}
      />
      <TextField
        name="phone"
        label={t('form.phone')}
        keyboard="digits"
        maxLength={24}
        text={entry.phone}
        onText={(phone) => form.change({ phone })}
        error={problems.phone && t('form.phoneWrong')}
      />
      <Household form={form} world={world} problems={problems} />
    </Card>
  )
}

/** Who goes to the other posyandu: asked where family would stay behind. */
function MovingFamily({ form, world, problems }: SectionProps) {
  const { t } = useTranslation('person')
  const { entry } = form.draft
  const family = familyLeftBehind(entry, world)
  if (family.length === 0) return null
  return (
    <ChoiceField
      name="movesWith"
      label={t('form.movesWith')}
      options={[
        { value: 'alone', label: t('form.movesAlone', { name: entry.name }) },
        {
          value: 'family',
          label: t('form.movesFamily', { count: family.length + 1 }),
          hint: t('form.movesFamilyHint', { names: family.map(({ name }) => name).join(', ') }),
        },
      ]}
      value={entry.movesWith}
      onValue={(chosen) => form.change({ movesWith: movesWith.find((one) => one === chosen) })}
      clearing="none"
      error={problems.movesWith && t('form.movesWithMissing')}
    />
  )
}

const movesWith = ['alone', 'family'] as const

function Household({ form, world, problems }: SectionProps) {
  const { t } = useTranslation('person')
  const [picking, setPicking] = useState(false)
  // Who lives with whom is nobody's to read while data are closed.
  const lease = useLease()
  const { home } = form.draft.entry
  const pick = () => setPicking(true)
  return (
    <div className={css.household}>
      <h3>{t('form.household')}</h3>
      {home.kind === 'none' && <p>{t('form.householdNone')}</p>}
      {home.kind === 'existing' && <Chosen id={home.id} />}
      {home.kind === 'new' && (
        <>
          <TextField
            name="headName"
            label={t('form.householdHead')}
            text={home.headName}
            onText={(headName) => form.change({ home: { ...home, headName } })}
            autoCapitalize="words"
            maxLength={120}
            error={problems.headName && t('form.householdMissing')}
          />
          <TextField
            name="familyCardNumber"
            label={t('form.householdKk')}
            keyboard="digits"
            maxLength={32}
            text={home.familyCardNumber}
            onText={(familyCardNumber) => form.change({ home: { ...home, familyCardNumber } })}
            error={problems.familyCardNumber && t('form.householdKkWrong')}
          />
        </>
      )}
      <div className={css.choices}>
        {lease?.state !== 'closed' && (
          <Button icon="search" onPress={pick}>
            {t(home.kind === 'existing' ? 'form.householdChange' : 'form.householdPick')}
          </Button>
        )}
        {home.kind !== 'new' && (
          <Button
            icon="add"
            onPress={() => form.change({ home: { kind: 'new', headName: '', familyCardNumber: '' } })}
          >
            {t('form.householdNew')}
          </Button>
        )}
        {home.kind !== 'none' && (
          <Button look="quiet" onPress={() => form.change({ home: { kind: 'none' } })}>
            {t('form.householdDrop')}
          </Button>
        )}
      </div>
      {picking && (
        <Suspense>
          <HouseholdPicker
            directory={world.directory}
            onPick={(household) => {
              const { entry } = form.draft
              form.change({
                home: { kind: 'existing', id: household.id },
                rt: entry.rt || (household.rt ?? ''),
                rw: entry.rw || (household.rw ?? ''),
                address: entry.address || (household.address ?? ''),
              })
              setPicking(false)
            }}
            onClose={() => setPicking(false)}
          />
        </Suspense>
      )}
    </div>
  )
}

function Chosen({ id }: { readonly id: string }) {
  const { t } = useTranslation('person')
  const household = useLive((store) => store.record(id), [id])
  const members = useLive((store) => store.household(id), [id])
  const fields = (household ? shownFields(household) : {}) as HouseholdFields
  return (
    <p>
      <strong>{fields.headName ?? fields.address ?? t('form.household')}</strong>
      <br />
      {members?.map((member) => member.name).join(', ')}
    </p>
  )
}
