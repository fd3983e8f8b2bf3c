import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '#device/ui/states.tsx'

type Props = { readonly children: ReactNode }
type State = { readonly error?: unknown }

/** What no page expected: a code, and a way on. Nothing is lost, the desk keeps nothing of its own. */
export class Trap extends Component<Props, State> {
  override state: State = {}

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override render() {
    if (this.state.error === undefined) return this.props.children
    const code = this.state.error instanceof Error ? this.state.error.name : 'unknown'
    return <Trouble code={code} />
  }
}

function Trouble({ code }: { readonly code: string }) {
  const { t } = useTranslation('desk')
  return (
    <main>
      <ErrorState code={code} text={t('trouble')} onRetry={() => window.location.reload()} />
    </main>
  )
}
