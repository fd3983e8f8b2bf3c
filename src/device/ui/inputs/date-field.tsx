import { type ClipboardEvent, type KeyboardEvent, memo, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { describedBy, FieldHints, FieldNotes, type FieldTexts } from './field-frame.tsx'
import './inputs-words.ts'
import css from './inputs.module.css'
import {
  type DateParts,
  type DateProblem,
  isFull,
  noDate,
  partsOf,
  partsOfPasted,
  readTypedDate,
} from './typed-date.ts'

export type DateFieldProps = FieldTexts & {
  readonly name: string
  readonly value: CalendarDay | undefined
  /** `undefined` while the boxes are empty or hold no real day; then `problem` says why. */
  readonly onValue: (value: CalendarDay | undefined, name: string, problem?: DateProblem) => void
  /**
   * In the place of `onValue`: what stands in the boxes while it is no day yet, in the order of a day: `-06-10`. Given
   * back as `value` it returns.
   */
  readonly onUnfinished?: ((typed: string, name: string) => void) | undefined
  /** All three boxes were left. */
  readonly onLeave?: ((name: string) => void) | undefined
  /** What the caller understands from the day: an age, a weekday. Shown large while there is a day. */
  readonly echo?: string | undefined
}

const boxes = ['day', 'month', 'year'] as const
type Box = (typeof boxes)[number]
const lengths = { day: 2, month: 2, year: 4 } as const

/** Day, month and year in three boxes; the cursor moves on by itself; only real days of the calendar. */
export const DateField = memo(function DateField(props: DateFieldProps) {
  const { t } = useTranslation('inputs')
  const id = useId()
  const [parts, setParts] = useTyped(props.value)
  const [left, setLeft] = useState(false)
  const inputs = useRef<Partial<Record<Box, HTMLInputElement | null>>>({})
  const typed = readTypedDate(parts)
  const problem = typed.kind === 'problem' && isSaid(typed.code, parts, left) ? typed.code : undefined
  const error = problem ? t(`date.${problem}`) : props.error

  function change(next: DateParts) {
    setParts(next)
    const read = readTypedDate(next)
    if (read.kind === 'problem' && props.onUnfinished)
      return props.onUnfinished(`${next.year}-${next.month}-${next.day}`, props.name)
    props.onValue(
      read.kind === 'date' ? read.day : undefined,
      props.name,
      read.kind === 'problem' ? read.code : undefined,
    )
  }
  function type(box: Box, text: string) {
    const digits = text.slice(0, lengths[box])
    change({ ...parts, [box]: digits })
    const after = boxes[boxes.indexOf(box) + 1]
    if (!after || digits.length <= parts[box].length || !isFull(box, digits)) return
    inputs.current[after]?.focus()
    inputs.current[after]?.select()
  }
  function stepBack(box: Box, event: KeyboardEvent) {
    const before = boxes[boxes.indexOf(box) - 1]
    if (event.key === 'Backspace' && parts[box] === '' && before) inputs.current[before]?.focus()
  }
  function paste(event: ClipboardEvent) {
    const pasted = partsOfPasted(event.clipboardData.getData('text'))
    if (!pasted) return
    event.preventDefault()
    change(pasted)
  }
  return (
    <fieldset className={css.group} aria-describedby={describedBy(id, props, error)}>
      <legend className={css.label}>{props.label}</legend>
      <FieldHints id={id} texts={props} />
      <div className={css.dateRow}>
        {boxes.map((box) => (
          <label key={box} className={box === 'year' ? css.yearPart : css.datePart}>
            <span className={css.partName}>{t(`date.${box}`)}</span>
            <input
              ref={(element) => {
                inputs.current[box] = element
              }}
              className={css.numberBox}
              type="text"
              inputMode="numeric"
              autoComplete="off"
              maxLength={10}
              value={parts[box]}
              aria-invalid={error ? true : undefined}
              onChange={(event) => type(box, event.target.value)}
              onKeyDown={(event) => stepBack(box, event)}
              onPaste={paste}
              onFocus={() => setLeft(false)}
              onBlur={(event) => {
                if (isWithin(event.currentTarget, event.relatedTarget)) return
                setLeft(true)
                props.onLeave?.(props.name)
              }}
            />
          </label>
        ))}
      </div>
      {typed.kind === 'date' && props.echo && <strong className={css.dateEcho}>{props.echo}</strong>}
      <FieldNotes id={id} error={error} doubt={props.doubt} />
    </fieldset>
  )
})

const isWithin = (box: Element, other: Element | null) => box.closest('fieldset')?.contains(other) ?? false

/** The boxes as typed; a day that comes from outside (a restored draft) replaces them. */
function useTyped(value: CalendarDay | undefined) {
  const [parts, setParts] = useState<DateParts>(() => partsOf(value))
  const [known, setKnown] = useState(value)
  if (value !== known) {
    setKnown(value)
    const read = readTypedDate(parts)
    const typedDay = read.kind === 'date' ? read.day : undefined
    if (typedDay !== value) setParts(value === undefined ? noDate : partsOf(value))
  }
  return [parts, setParts] as const
}

/** While the person is still typing, a date that is only unfinished is no error. */
function isSaid(code: DateProblem, parts: DateParts, left: boolean): boolean {
  if (code === 'notANumber') return true
  if (code === 'noSuchDay') return parts.year.length === 4
  return left
}
