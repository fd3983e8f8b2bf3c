import { becauseWords, findingWords } from '#device/findings/finding-words.ts'
import { LevelSign } from '#device/ui/sign.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import type { Finding } from '#domain/instruments/instrument.ts'
import css from './visit-result.module.css'

/** What no judgement was made of, each with the reason. */
export function NotJudged({ findings }: { readonly findings: readonly Finding[] }) {
  const words = useWords()
  return (
    <ul className={css.notJudged}>
      {findings.map((finding, i) => (
        <li key={i} className={css.notJudgedRow}>
          <LevelSign level="notAssessed" size={24} />
          <span>
            <strong>{findingWords(words, finding).title}</strong>{' '}
            {words.t('counselling:result.notJudged', { because: becauseWords(words, finding) })}
          </span>
        </li>
      ))}
    </ul>
  )
}
