import { useTranslation } from 'react-i18next'
import { posyanduAnswerSchema } from '#protocol/messages/access.ts'
import { MultiField } from '#device/ui/inputs/multi-field.tsx'
import { call } from '../api/call.ts'
import { useLoaded } from '../api/use-loaded.ts'
import { LoadedView } from '../frame/page.tsx'

type PosyanduChoiceProps = {
  /** `undefined`: not chosen yet. */
  readonly value: readonly string[] | undefined
  readonly onValue: (value: readonly string[]) => void
}

/** Any number of the puskesmas's posyandu. */
export function PosyanduChoice({ value, onValue }: PosyanduChoiceProps) {
  const { t } = useTranslation('desk')
  const loaded = useLoaded('posyandu', () => call(posyanduAnswerSchema, '/api/v1/posyandu'))
  return (
    <LoadedView of={loaded} rows={2}>
      {({ posyandu }) => (
        <MultiField
          name="posyandu"
          label={t('posyandu')}
          options={posyandu.map(({ id, name }) => ({ value: id, label: name }))}
          value={value}
          onValue={(next) => onValue(next ?? [])}
          none={t('accounts.noPosyandu')}
        />
      )}
    </LoadedView>
  )
}
