import { describe, expect, it, vi } from 'vitest'
import { createSpeech } from './speech.ts'

type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService'>

/** An engine that speaks nothing by itself: the test says when a sentence ends. */
function fakeEngine(...voices: Voice[]) {
  const said: EventTarget[] = []
  const engine = Object.assign(new EventTarget(), {
    getVoices: () => voices as SpeechSynthesisVoice[],
    speak: (utterance: SpeechSynthesisUtterance) => said.push(utterance),
    cancel: vi.fn(),
  })
  // Only what is used of an utterance, which only a browser has.
  const speech = createSpeech(
    engine,
    (text) => Object.assign(new EventTarget(), { text }) as unknown as SpeechSynthesisUtterance,
  )
  const texts = () => said.map((one) => ('text' in one ? String(one.text) : '').trim())
  return { engine, speech, said, texts, voices }
}

const indonesian = { lang: 'id-ID', localService: true }

describe('speech', () => {
  it.each(['id-ID', 'id_ID', 'in-ID', 'ind'])('takes %s for an Indonesian voice', (lang) =>
    expect(fakeEngine({ lang, localService: true }).speech.hasVoice('id')).toBe(true),
  )

  it('takes no voice that needs the network, nor one of another language', () => {
    expect(fakeEngine({ lang: 'id-ID', localService: false }).speech.hasVoice('id')).toBe(false)
    expect(fakeEngine({ lang: 'ms-MY', localService: true }).speech.hasVoice('id')).toBe(false)
    expect(createSpeech(undefined, () => ({}) as SpeechSynthesisUtterance).hasVoice('id')).toBe(false)
  })

  it('tells when the voices have loaded, until nobody listens', () => {
    const { engine, speech, voices } = fakeEngine()
    const heard = vi.fn()
    const end = speech.onVoices(heard)
    expect(speech.hasVoice('id')).toBe(false)
    voices.push(indonesian)
    engine.dispatchEvent(new Event('voiceschanged'))
    expect(heard).toHaveBeenCalledOnce()
    expect(speech.hasVoice('id')).toBe(true)
    end()
    engine.dispatchEvent(new Event('voiceschanged'))
    expect(heard).toHaveBeenCalledOnce()
  })

  it('reads sentence by sentence and ends with the last', () => {
    const { speech, said, texts } = fakeEngine(indonesian)
    const onEnd = vi.fn()
    speech.speak('Makan cukup. Minum air!', 'id', onEnd)
    expect(texts()).toEqual(['Makan cukup.', 'Minum air!'])
    said[0]?.dispatchEvent(new Event('end'))
    expect(onEnd).not.toHaveBeenCalled()
    said[1]?.dispatchEvent(new Event('end'))
    expect(onEnd).toHaveBeenCalledOnce()
  })

  it('ends once when it is stopped, and when another text takes its place', () => {
    const { engine, speech, said } = fakeEngine(indonesian)
    const [first, second] = [vi.fn(), vi.fn()]
    const stopFirst = speech.speak('Satu.', 'id', first)
    const stopSecond = speech.speak('Dua.', 'id', second)
    expect(first).toHaveBeenCalledOnce()
    // What comes late of the first is not taken for the second.
    said[0]?.dispatchEvent(new Event('error'))
    stopFirst()
    expect(second).not.toHaveBeenCalled()
    stopSecond()
    expect(second).toHaveBeenCalledOnce()
    expect(engine.cancel).toHaveBeenCalledTimes(2)
    stopSecond()
    expect(second).toHaveBeenCalledOnce()
    expect(engine.cancel).toHaveBeenCalledTimes(2)
  })

  it('ends at once where there is no voice or the voice fails', () => {
    const silent = vi.fn()
    fakeEngine().speech.speak('Halo.', 'id', silent)
    expect(silent).toHaveBeenCalledOnce()
    const failing = fakeEngine(indonesian)
    const failed = vi.fn()
    failing.speech.speak('Halo. Lagi.', 'id', failed)
    failing.said[0]?.dispatchEvent(new Event('error'))
    expect(failed).toHaveBeenCalledOnce()
  })
})
