import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type SuratTaken, suratTakenSchema } from '#protocol/messages/surat.ts'
import { saveText } from '#device/platform/files.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Facts } from '#device/ui/list.tsx'
import inputs from '#device/ui/inputs/inputs.module.css'
import { Note } from '#device/ui/states.tsx'
import { SubmitButton } from '../access/submit-button.tsx'
import { call, type Problem } from '../api/call.ts'
import { momentText } from '../frame/clock.ts'
import { Page } from '../frame/page.tsx'
import css from '../import/import.module.css'
import { useProblemWords } from '../use-problem.ts'

/** A kader's phone without a network sends a file: it goes in here, and the surat balasan for the phone comes out. */
export function SuratPage() {
  const { t } = useTranslation('desk')
  const [taken, setTaken] = useState<SuratTaken>()
  return (
    <Page title={t('surat.title')} subtitle={t('surat.intro')}>
      {taken ? (
        <TakenSurat taken={taken} onAgain={() => setTaken(undefined)} />
      ) : (
        <SuratForm onTaken={setTaken} />
      )}
    </Page>
  )
}

function SuratForm({ onTaken }: { readonly onTaken: (taken: SuratTaken) => void }) {
  const { t } = useTranslation('desk')
  const say = useProblemWords()
  const id = useId()
  const [file, setFile] = useState<File>()
  const [state, setState] = useState<{ readonly problem?: Problem; readonly busy?: true }>({})

  const take = async () => {
    if (state.busy) return
    if (!file) return setState({ problem: { code: 'fileMissing' } })
    // The server takes no request without a byte.
    if (file.size === 0) return setState({ problem: { code: 'notASurat' } })
    setState({ busy: true })
    const result = await call(suratTakenSchema, '/api/v1/surat', { method: 'POST', bytes: file })
    if (result.ok) onTaken(result.value)
    else setState({ problem: result.problem })
  }
  return (
    <Card>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          void take()
        }}
      >
        <div className={inputs.field}>
          <label htmlFor={id} className={inputs.label}>
            {t('surat.file')}
          </label>
          <p id={`${id}-hint`} className={inputs.hint}>
            {t('surat.fileHint')}
          </p>
          <input
            id={id}
            type="file"
            className={css.file}
            aria-describedby={`${id}-hint`}
            onChange={(event) => {
              setFile(event.target.files?.[0])
              setState({})
            }}
          />
        </div>
        {state.problem && (
          <Note look="error">
            <p>{say(ofSurat(state.problem))}</p>
            <p>{t('common:error.code', { code: state.problem.code })}</p>
          </Note>
        )}
        {state.busy && <output>{t('surat.reading')}</output>}
        <SubmitButton busy={state.busy ? 'yes' : 'no'}>{t('surat.take')}</SubmitButton>
      </form>
    </Card>
  )
}

/** A register may be larger than a surat: the size has words of its own. */
const ofSurat = (problem: Problem): Problem =>
  problem.code === 'payloadTooLarge' ? { ...problem, field: 'surat' } : problem

type TakenProps = { readonly taken: SuratTaken; readonly onAgain: () => void }

function TakenSurat({ taken, onAgain }: TakenProps) {
  const { t, i18n } = useTranslation('desk')
  const { from, balasan, refused } = taken
  return (
    <Card title={t(taken.notice ? 'surat.repeatedTitle' : 'surat.takenTitle')}>
      {taken.notice && (
        <Note look="info">
          <p>{t('surat.repeated')}</p>
          <p>{t('common:error.code', { code: taken.notice })}</p>
        </Note>
      )}
      {taken.accepted > 0 && <Note look="good">{t('surat.accepted', { count: taken.accepted })}</Note>}
      {taken.held > 0 && <Note look="warning">{t('surat.held', { count: taken.held })}</Note>}
      {refused.length > 0 && <Note look="warning">{t('surat.refused', { codes: refused.join(', ') })}</Note>}
      <Facts
        facts={[
          [t('roles.kader'), from?.account.name ?? t('surat.unknownPhone')],
          [t('posyandu'), from?.posyandu.map(({ name }) => name).join(', ') ?? '–'],
          [t('surat.madeAt'), momentText(taken.madeAt, i18n.language)],
          [t('surat.new'), String(taken.accepted)],
          [t('surat.before'), String(taken.duplicate)],
          [t('surat.heldBack'), String(taken.held)],
        ]}
      />
      <p>{t('surat.giveBack')}</p>
      <Button look="main" onPress={() => saveText(balasan.fileName, balasan.text, 'text/plain')}>
        {t('surat.save')}
      </Button>
      <p>{balasan.fileName}</p>
      <Button width="wide" onPress={onAgain}>
        {t('surat.again')}
      </Button>
    </Card>
  )
}
