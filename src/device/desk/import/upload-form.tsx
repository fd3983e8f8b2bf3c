import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { posyanduAnswerSchema } from '#protocol/messages/access.ts'
import { type ImportPlan, importPlanSchema } from '#protocol/messages/import.ts'
import { Card } from '#device/ui/card.tsx'
import inputs from '#device/ui/inputs/inputs.module.css'
import { EmptyState, Note } from '#device/ui/states.tsx'
import { SubmitButton } from '../access/submit-button.tsx'
import { call, type Problem, withQuery } from '../api/call.ts'
import { useLoaded } from '../api/use-loaded.ts'
import { LoadedView } from '../frame/page.tsx'
import { SelectField } from '../frame/select-field.tsx'
import { useProblemWords } from '../use-problem.ts'
import css from './import.module.css'

/** The file, and the posyandu that it is for. */
export function UploadForm({ onPlan }: { readonly onPlan: (plan: ImportPlan) => void }) {
  const { t } = useTranslation('desk-import')
  const loaded = useLoaded('posyandu', () => call(posyanduAnswerSchema, '/api/v1/posyandu'))
  return (
    <LoadedView of={loaded}>
      {({ posyandu }) =>
        posyandu.length === 0 ? (
          <EmptyState title={t('noPosyandu')} />
        ) : (
          <Card>
            <FileForm posyandu={posyandu} onPlan={onPlan} />
          </Card>
        )
      }
    </LoadedView>
  )
}

type FileFormProps = {
  readonly posyandu: readonly { readonly id: string; readonly name: string }[]
  readonly onPlan: (plan: ImportPlan) => void
}

function FileForm({ posyandu, onPlan }: FileFormProps) {
  const { t } = useTranslation('desk-import')
  const say = useProblemWords()
  const id = useId()
  const [posyanduId, setPosyanduId] = useState(posyandu[0]?.id ?? '')
  const [file, setFile] = useState<File>()
  const [state, setState] = useState<{ readonly problem?: Problem; readonly busy?: true }>({})

  const read = async () => {
    if (state.busy) return
    if (!file) return setState({ problem: { code: 'fileMissing' } })
    setState({ busy: true })
    const path = withQuery('/api/v1/imports', { posyanduId, fileName: file.name.slice(0, 200) })
    const result = await call(importPlanSchema, path, { method: 'POST', bytes: file })
    if (result.ok) onPlan(result.value)
    else setState({ problem: emptyFile(file, result.problem) })
  }

  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        void read()
      }}
    >
      <SelectField
        label={t('choosePosyandu')}
        value={posyanduId}
        onValue={setPosyanduId}
        options={posyandu.map((one) => ({ value: one.id, text: one.name }))}
      />
      <div className={inputs.field}>
        <label htmlFor={id} className={inputs.label}>
          {t('chooseFile')}
        </label>
        <p id={`${id}-hint`} className={inputs.hint}>
          {t('fileHint')}
        </p>
        <input
          id={id}
          type="file"
          className={css.file}
          accept=".xlsx,.xls,.csv,.txt"
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setFile(event.target.files?.[0])
            setState({})
          }}
        />
      </div>
      {state.problem && <Note look="error">{say(state.problem)}</Note>}
      {state.busy && <output>{t('reading')}</output>}
      <SubmitButton busy={state.busy ? 'yes' : 'no'}>{t('read')}</SubmitButton>
    </form>
  )
}

/** A file of no bytes is refused before it is read. */
const emptyFile = (file: File, problem: Problem): Problem =>
  file.size === 0 ? { code: 'registerUnusable', field: 'empty' } : problem
