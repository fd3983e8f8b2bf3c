import { useTranslation } from 'react-i18next'
import { formatDay } from '#device/i18n/format.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import type { Alike } from './find-alike.ts'
import type { PersonEntry } from './person-entry.ts'
import css from './person-form.module.css'
import { askedParts, type FormWorld } from './read-person.ts'

type Props = {
  readonly entry: PersonEntry
  readonly world: FormWorld
  readonly other: Alike
  /** How many are still to be looked at, this one included. */
  readonly count: number
  readonly onSame: () => Promise<void>
  readonly onDifferent: () => void | Promise<void>
  readonly onClose: () => void
}

/** The one just typed beside the one that is there; equal lines are marked by word and colour. */
export function AlikeSheet({ entry, world, other, count, onSame, onDifferent, onClose }: Props) {
  const { t, i18n } = useTranslation('person')
  const { birthDate } = askedParts(entry, world.today)
  const day = (date: string | undefined) => (date ? formatDay(date, i18n.language) : '–')
  const there = other.entry
  const lines = [
    ['name', entry.name.trim(), there.name],
    ['sex', entry.sex && t(`common:sex.${entry.sex}`), there.sex && t(`common:sex.${there.sex}`)],
    ['birthDate', day(birthDate), day(there.birthDate)],
    ['motherName', entry.motherName.trim(), there.motherName],
    ['nik', lastDigits(entry.nikState === 'given' ? entry.nik : ''), lastDigits(there.nik ?? '')],
    ['rt', entry.rt, there.rt],
  ] as const
  return (
    <Dialog
      title={t('alike.title')}
      onClose={onClose}
      actions={
        <>
          <Button look="main" onPress={onDifferent}>
            {t('alike.different')}
          </Button>
          <Button width="wide" onPress={onSame}>
            {t('alike.same')}
          </Button>
        </>
      }
    >
      <p>
        {t('alike.text')} {count > 1 && t('alike.left', { count })}
      </p>
      <table className={css.alike}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('alike.what')}</span>
            </th>
            <th scope="col">{t('alike.new')}</th>
            <th scope="col">{t('alike.existing')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, typed, known]) => (
            <tr key={name} className={typed && typed === known ? css.alikeSame : undefined}>
              <th scope="row">
                {t(`alike.fields.${name}`)}
                {typed && typed === known && <strong> = {t('alike.equal')}</strong>}
              </th>
              <td>{typed || '–'}</td>
              <td>{known || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}

const lastDigits = (nik: string) => {
  const digits = nik.replace(/\D/g, '')
  return digits === '' ? '' : `•••• ${digits.slice(-4)}`
}
