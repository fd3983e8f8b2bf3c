import { useTranslation } from 'react-i18next'
import { maskNik } from '#domain/person/nik.ts'
import type { PersonAnswer } from '#protocol/messages/desk.ts'
import { formatDay } from '#device/i18n/format.ts'
import { Note } from '#device/ui/states.tsx'
import { facts } from '../people/shown-facts.ts'
import css from './same-person.module.css'

/** What is compared of two records. */
type Line = {
  readonly key: string
  readonly read: (answer: PersonAnswer) => string | undefined
  readonly show?: (value: string, words: Words) => string
  /** `seldom`: one person seldom has two of it; `often`: it is told, and proves nothing. Without it nothing is told. */
  readonly differs?: 'seldom' | 'often'
}
type Words = { readonly t: (key: string) => string; readonly language: string }

const day = (value: string, { language }: Words) => formatDay(value, language)

const lines: readonly Line[] = [
  { key: 'name', read: (answer) => facts(answer).person.name, differs: 'often' },
  // Compared whole, though only its end is shown.
  { key: 'nik', read: (answer) => facts(answer).person.nik, show: maskNik, differs: 'seldom' },
  {
    key: 'sex',
    read: (answer) => facts(answer).person.sex,
    show: (value, { t }) => t(`common:sex.${value}`),
    differs: 'seldom',
  },
  { key: 'born', read: (answer) => facts(answer).person.birthDate, show: day, differs: 'seldom' },
  { key: 'mother', read: (answer) => facts(answer).person.motherName, differs: 'often' },
  { key: 'home', read: (answer) => facts(answer).home.headName, differs: 'often' },
  {
    key: 'rt',
    read: (answer) => facts(answer).person.rt ?? facts(answer).home.rt,
    differs: 'often',
  },
  { key: 'lastVisit', read: ({ visits }) => visits[0]?.visitedOn, show: day },
  { key: 'visits', read: ({ visits }) => String(visits.length) },
]

/** Two records in two columns, with what differs marked. */
export function SideBySide({ both }: { readonly both: readonly PersonAnswer[] }) {
  const { t, i18n } = useTranslation(['desk-same', 'common'])
  const words = { t: (key: string) => t(key), language: i18n.language }
  const rows = lines.map((line) => {
    const values = both.map(line.read)
    // Where only one of them says something, nothing speaks against it.
    const said = new Set(values.filter((value) => value !== undefined))
    return { line, values, differs: said.size > 1 ? line.differs : undefined }
  })
  return (
    <>
      <table className={css.sides}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('one')}</th>
            <th scope="col">{t('other')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, values, differs }) => (
            <tr key={line.key}>
              <th scope="row">
                {t(`row.${line.key}`)}
                {differs && <small className={css.differs}>{t('differs')}</small>}
              </th>
              {values.map((value, i) => (
                <td key={i}>
                  {value === undefined ? (
                    <span className={css.unknown}>{t('unknown')}</span>
                  ) : (
                    (line.show?.(value, words) ?? value)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.some(({ differs }) => differs === 'seldom') && <Note look="warning">{t('differingText')}</Note>}
    </>
  )
}
