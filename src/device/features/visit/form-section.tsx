import { useState, useSyncExternalStore } from 'react'
import { Icon } from '#device/ui/icon.tsx'
import { isRequired } from '#domain/instruments/index.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { BatteryInput } from './battery-input.tsx'
import { FieldInput } from './field-input.tsx'
import { dangerSection, type FormItem, type FormSection, fieldsOfItem, fieldsOfSection } from './form-plan.ts'
import { countAnswered, isFilled } from './form-progress.ts'
import css from './form-steps.module.css'
import type { FormState } from './form-state.ts'

type SectionProps = {
  readonly form: FormState
  readonly section: FormSection
  /** The field for which the form was opened. */
  readonly wanted?: string | undefined
}

/** What stands under one heading. What nobody must fill, or is known from before, is folded until it is asked for. */
export function SectionBlock({ form, section, wanted }: SectionProps) {
  if (section.section === undefined) return <Items form={form} items={section.items} />
  return <HeadedSection form={form} section={section} wanted={wanted} name={section.section} />
}

function HeadedSection({ form, section, wanted, name }: SectionProps & { readonly name: string }) {
  const { t } = useWords()
  const fields = fieldsOfSection(section)
  const mustBeOpen =
    useSyncExternalStore(form.subscribe, () => isWanted(form, section)) || name === dangerSection
  const [isUnfolded, setUnfolded] = useState(mustBeOpen || fields.some(({ id }) => id === wanted))
  // Once opened by itself it stays open: it must not fold under the fingers with its last answer.
  if (mustBeOpen && !isUnfolded) setUnfolded(true)
  const isOpen = isUnfolded || mustBeOpen
  const answered = useSyncExternalStore(form.subscribe, () => countAnswered(form, fields))
  return (
    <section className={css.section} data-section={name}>
      <h3 className={css.sectionHead}>
        <button
          type="button"
          className={css.sectionToggle}
          aria-expanded={isOpen}
          onClick={() => setUnfolded(!isOpen)}
        >
          <span>
            {t(`visit:sections.${name}`)}
            {!isOpen && (
              <small className={css.enough}>
                {t(answered > 0 ? 'visit:progress.someOptional' : 'visit:progress.questions', {
                  count: answered > 0 ? answered : fields.length,
                })}
              </small>
            )}
          </span>
          <span className={isOpen ? css.opened : css.closed}>
            <Icon name="forward" size={20} />
          </span>
        </button>
      </h3>
      {isOpen && <Items form={form} items={section.items} />}
    </section>
  )
}

/** A section is opened by itself while something that must be filled in this visit is not, or is wrong. */
function isWanted(form: FormState, section: FormSection): boolean {
  const context = form.fieldContext()
  return fieldsOfSection(section).some(
    (field) => form.view(field).note !== undefined || (isRequired(field, context) && !isFilled(form, field)),
  )
}

function Items({ form, items }: { readonly form: FormState; readonly items: readonly FormItem[] }) {
  return items.map((item) =>
    item.kind === 'field' ? (
      <FieldInput key={item.field.id} form={form} field={item.field} />
    ) : (
      <BatteryInput key={item.battery} form={form} battery={item.battery} fields={fieldsOfItem(item)} />
    ),
  )
}
