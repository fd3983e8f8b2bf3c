import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#device/ui/button.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { ErrorState } from '#device/ui/states.tsx'
import { codeOf } from './code-of.ts'

type Props = { readonly children: ReactNode }
type State = { readonly error?: unknown }

/** What no screen expected: a code, and a way on. What was saved is not touched. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = {}

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override render() {
    if (this.state.error === undefined) return this.props.children
    return <Trouble code={codeOf(this.state.error)} onRetry={() => this.setState({ error: undefined })} />
  }
}

/** Instead of a screen. */
export function Trouble({ code, onRetry }: { readonly code: string; readonly onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <Screen
      title={t('appName')}
      action={
        <Button look="main" onPress={() => window.location.reload()}>
          {t('error.reload')}
        </Button>
      }
    >
      <ErrorState code={code} onRetry={onRetry} />
    </Screen>
  )
}
