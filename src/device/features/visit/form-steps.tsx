import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { Button } from '#device/ui/button.tsx'
import { Icon } from '#device/ui/icon.tsx'
import type { Step } from '#domain/instruments/instrument.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { countAnswered, countRequired, firstStepToFill } from './form-progress.ts'
import { type FormStep, fieldsOfStep, planForm } from './form-plan.ts'
import { SectionBlock } from './form-section.tsx'
import css from './form-steps.module.css'
import type { FormState } from './form-state.ts'

/** Which step is open, and how to open another. */
export type OpenStep = {
  readonly step: Step | undefined
  readonly open: (step: Step | undefined) => void
  /** The field for which the form was opened; its section is open. */
  readonly wanted?: string | undefined
}

/** The step that is open; at first that of the wanted field, else the one where something that must be filled is not. */
export function useOpenStep(form: FormState, wanted?: string): OpenStep {
  const [step, open] = useState<Step | undefined>(
    () => form.fields.find(({ id }) => id === wanted)?.step ?? firstStepToFill(form),
  )
  return useMemo(() => ({ step, open, wanted }), [step, wanted])
}

/** The card's fields, one block a step: a kader at one table opens hers, and sees what the others have left. */
export function FormSteps({ form, openStep }: { readonly form: FormState; readonly openStep: OpenStep }) {
  const fields = useSyncExternalStore(form.subscribe, form.shownFields)
  const plan = useMemo(() => planForm(fields), [fields])
  return plan.map((one, at) => (
    <StepBlock key={one.step} form={form} plan={one} next={plan[at + 1]?.step} openStep={openStep} />
  ))
}

type StepProps = {
  readonly form: FormState
  readonly plan: FormStep
  readonly next: Step | undefined
  readonly openStep: OpenStep
}

function StepBlock({ form, plan, next, openStep }: StepProps) {
  const { t } = useWords()
  const { step } = plan
  const isOpen = openStep.step === step
  const goOn = useCallback(() => {
    openStep.open(next)
    if (next !== undefined) showStep(next)
  }, [openStep, next])
  return (
    <section className={css.step} data-step={step}>
      <h2 className={css.head}>
        <button
          type="button"
          className={css.toggle}
          aria-expanded={isOpen}
          onClick={() => openStep.open(isOpen ? undefined : step)}
        >
          <span className={css.number} aria-hidden="true">
            {step}
          </span>
          <span className={css.name}>
            {t(`visit:steps.${step}`)}
            <Progress form={form} plan={plan} />
          </span>
          <span className={isOpen ? css.opened : css.closed}>
            <Icon name="forward" />
          </span>
        </button>
      </h2>
      {isOpen && (
        <div className={css.content}>
          {plan.sections.map((section, at) => (
            <SectionBlock
              key={section.section ?? at}
              form={form}
              section={section}
              wanted={openStep.wanted}
            />
          ))}
          {next !== undefined && (
            <Button width="wide" onPress={goOn}>
              {t('visit:nextStep', { step: t(`visit:steps.${next}`) })}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

/** How much of the step is filled, in words: "3 dari 5 sudah diisi". */
function Progress({ form, plan }: { readonly form: FormState; readonly plan: FormStep }) {
  const { t } = useWords()
  const fields = fieldsOfStep(plan)
  const state = useSyncExternalStore(form.subscribe, () => {
    const { required, answered } = countRequired(form, fields)
    return `${required} ${answered} ${countAnswered(form, fields)}`
  })
  const [required = 0, answered = 0, all = 0] = state.split(' ').map(Number)
  const text =
    required === 0
      ? t(all > 0 ? 'visit:progress.someOptional' : 'visit:progress.optional', { count: all })
      : t(answered === required ? 'visit:progress.whole' : 'visit:progress.part', { answered, required })
  return <small className={required > answered ? css.lacking : css.enough}>{text}</small>
}

/** After the step has been drawn: its head comes to the top of the screen. */
export function showStep(step: Step): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`[data-step="${step}"]`)?.scrollIntoView?.({ block: 'start' })
  })
}
