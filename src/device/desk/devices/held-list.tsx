import { useState } from 'react'
import type { HeldLine } from '#protocol/messages/held.ts'
import { type FieldValue, recordKinds } from '#protocol/mutation.ts'
import { ButtonLink, Button } from '#device/ui/button.tsx'
import { Facts } from '#device/ui/list.tsx'
import { Note } from '#device/ui/states.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import { fieldLabel, recordValue } from '#device/visit-words/record-words.ts'
import { momentText } from '../frame/clock.ts'
import { useSession } from '../session.ts'
import { AcceptSheet, CloseSheet } from './held-sheets.tsx'
import css from './devices.module.css'

type Props = {
  readonly lines: readonly HeldLine[]
  /** How many the phone itself said that it shows as held; absent where it is not known. */
  readonly shownOnPhone?: number | undefined
  readonly onDone: () => void
}

type Asked = { readonly deed: 'accept' | 'close'; readonly lines: readonly HeldLine[] }

/** What is held of one phone: why, since when and, for the nakes of its posyandu, whose; accepted or closed here. */
export function HeldList({ lines, shownOnPhone, onDone }: Props) {
  const { t } = useWords()
  const [asked, setAsked] = useState<Asked>()
  const acceptable = lines.filter((line) => line.acceptable)
  const done = () => {
    setAsked(undefined)
    onDone()
  }
  const sheet = { onClose: () => setAsked(undefined), onDone: done }
  return (
    <section className={css.held}>
      <h3>{t('desk-held:count', { count: lines.length })}</h3>
      {shownOnPhone !== undefined && shownOnPhone !== lines.length && (
        <Note look="warning">{t('desk-held:differs', { count: shownOnPhone })}</Note>
      )}
      <ul>
        {lines.map((line) => (
          <HeldItem
            key={`${line.number} ${line.id}`}
            line={line}
            onAsk={(deed) => setAsked({ deed, lines: [line] })}
          />
        ))}
      </ul>
      {acceptable.length > 1 && (
        <Button width="wide" onPress={() => setAsked({ deed: 'accept', lines: acceptable })}>
          {t('desk-held:acceptAll', { count: acceptable.length })}
        </Button>
      )}
      {asked?.deed === 'accept' && <AcceptSheet lines={asked.lines} {...sheet} />}
      {asked?.deed === 'close' && <CloseSheet lines={asked.lines} {...sheet} />}
    </section>
  )
}

type ItemProps = { readonly line: HeldLine; readonly onAsk: (deed: Asked['deed']) => void }

function HeldItem({ line, onAsk }: ItemProps) {
  const words = useWords()
  const { t, language } = words
  const { isAdmin } = useSession()
  const what = useWhat(line)
  const { record } = line
  return (
    <li className={css.heldItem}>
      <strong>{what}</strong>
      <p>
        {t([`desk-held:reason.${line.code}`, 'desk-held:reason.other'], { code: line.code })}.{' '}
        {line.field && t('held:field', { field: fieldLabel(words, line.field) })}
      </p>
      <small>
        {t('desk-held:arrived', { time: momentText(line.receivedAt, language) })} ·{' '}
        {t('desk-held:number', { number: line.number })}
      </small>
      {record && <HeldFacts fields={record.fields} />}
      {!line.closable && !isAdmin && <p>{t('desk-held:elsewhere')}</p>}
      <div className={css.heldActions}>
        {line.acceptable && (
          <Button look="main" onPress={() => onAsk('accept')} label={t('desk-held:acceptOf', { what })}>
            {t('desk-held:accept')}
          </Button>
        )}
        {line.closable && (
          <Button onPress={() => onAsk('close')} label={t('desk-held:closeOf', { what })}>
            {t('desk-held:close')}
          </Button>
        )}
        {record?.personId && record.personName !== undefined && line.kind !== 'person' && (
          <ButtonLink look="quiet" to={`/warga/${record.personId}`}>
            {t('held:toPerson')}
          </ButtonLink>
        )}
      </div>
    </li>
  )
}

/** "Kunjungan, Siti": what it is and, where that may be known here, whose. */
function useWhat({ kind, record }: HeldLine): string {
  const { t } = useWords()
  const known = recordKinds.find((one) => one === kind) ?? 'other'
  return [t(`queue:kind.${known}`), record?.personName].filter(Boolean).join(', ')
}

const mostFacts = 40
/** What people do not ask for: where it belongs is told by other words, and how sure a date is by the date. */
const untold = new Set([
  'personId',
  'householdId',
  'posyanduId',
  'posyanduDayId',
  'birthDatePrecision',
  'instrument',
])

/** What it would write, as the card names it. */
function HeldFacts({ fields }: { readonly fields: NonNullable<HeldLine['record']>['fields'] }) {
  const words = useWords()
  const instrument = typeof fields.instrument === 'string' ? fields.instrument : undefined
  // What has no name among people is the app's own note.
  const facts = Object.entries(fields).filter(
    ([name]) => !untold.has(name) && fieldLabel(words, name) !== name,
  )
  if (facts.length === 0) return null
  return (
    <Facts
      facts={facts
        .slice(0, mostFacts)
        .map(
          ([name, value]) =>
            [fieldLabel(words, name), recordValue(words, name, value as FieldValue, { instrument })] as const,
        )}
    />
  )
}
