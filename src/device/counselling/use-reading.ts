import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { systemSpeech } from '#device/platform/speech.ts'

export type Reading = {
  /** Whether the phone has a voice for the language. */
  readonly canRead: boolean
  readonly isReading: boolean
  /** Begins to read, or ends it while it reads. */
  readonly toggle: (text: string) => void
}

/** Reading one text aloud; it ends when its place on the screen goes. */
export function useReading(language: string): Reading {
  const canRead = useSyncExternalStore(systemSpeech.onVoices, () => systemSpeech.hasVoice(language))
  const [isReading, setReading] = useState(false)
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])
  function toggle(text: string) {
    if (isReading) return stop.current?.()
    setReading(true)
    stop.current = systemSpeech.speak(text, language, () => setReading(false))
  }
  return { canRead, isReading, toggle }
}
