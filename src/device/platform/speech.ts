import type { Unsubscribe } from './listen.ts'

/** Reads texts aloud with a voice that is on the phone itself, so that it works without signal. */
export type Speech = {
  /** Whether there is a voice of this language (`id`). Browsers load their voices late. */
  readonly hasVoice: (language: string) => boolean
  readonly onVoices: (listener: () => void) => Unsubscribe
  /**
   * Reads, in place of what is being read; `onEnd` once when it has ended, was stopped, or did not succeed. What it
   * returns stops this text, and nothing that was begun since.
   */
  readonly speak: (text: string, language: string, onEnd: () => void) => Unsubscribe
}

type Engine = Pick<SpeechSynthesis, 'getVoices' | 'speak' | 'cancel'> &
  Pick<EventTarget, 'addEventListener' | 'removeEventListener'>
type MakeUtterance = (text: string) => SpeechSynthesisUtterance

/** A little slower than a voice's own pace: for who listens to it for the first time. */
const rate = 0.9

/** Old phones write `id_ID`, Java's `in-ID` or `ind`. */
function speaks(voice: SpeechSynthesisVoice, language: string): boolean {
  const code = voice.lang.toLowerCase().split(/[-_]/)[0] ?? ''
  const names = language === 'id' ? ['id', 'in', 'ind'] : [language]
  return voice.localService && names.includes(code)
}

/** Browsers go silent within a long text: each sentence is read by itself. */
const sentencesOf = (text: string): readonly string[] => text.match(/[^.!?]+[.!?]*/g) ?? [text]

/** Speech over the browser's engine; without one there is no voice. */
export function createSpeech(engine: Engine | undefined, makeUtterance: MakeUtterance): Speech {
  const voiceFor = (language: string) => engine?.getVoices().find((voice) => speaks(voice, language))
  let stopCurrent: Unsubscribe | undefined
  /** Chrome forgets a sentence that nobody holds, and its end is never told. */
  let sentences: readonly SpeechSynthesisUtterance[] = []
  function speak(text: string, language: string, onEnd: () => void) {
    stopCurrent?.()
    const voice = voiceFor(language)
    let isOver = false
    function end() {
      if (isOver) return
      isOver = true
      onEnd()
    }
    function stop() {
      if (isOver) return
      engine?.cancel()
      end()
    }
    stopCurrent = stop
    if (!engine || !voice) {
      end()
      return stop
    }
    sentences = sentencesOf(text).map(makeUtterance)
    for (const sentence of sentences) {
      Object.assign(sentence, { voice, lang: voice.lang, rate })
      // A voice that fails in one sentence would be silent in the next ones too.
      sentence.addEventListener('error', stop)
    }
    sentences.at(-1)?.addEventListener('end', end)
    for (const sentence of sentences) engine.speak(sentence)
    return stop
  }
  return {
    hasVoice: (language) => voiceFor(language) !== undefined,
    onVoices(listener) {
      engine?.addEventListener('voiceschanged', listener)
      return () => engine?.removeEventListener('voiceschanged', listener)
    },
    speak,
  }
}

/** The browser's own speech. */
export const systemSpeech: Speech = createSpeech(
  (globalThis as Partial<Pick<Window, 'speechSynthesis'>>).speechSynthesis,
  (text) => new SpeechSynthesisUtterance(text),
)
