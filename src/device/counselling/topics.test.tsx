import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import en from '#device/i18n/en/counselling.json' with { type: 'json' }
import { startWords } from '#device/i18n/i18n.ts'
import id from '#device/i18n/id/counselling.json' with { type: 'json' }
import { systemSpeech } from '#device/platform/speech.ts'
import { topicDefinitions } from '#domain/counselling/topics.ts'
import { TopicItem } from './topic-item.tsx'
import { topicPictures } from './topic-sign.tsx'

const topics: readonly string[] = topicDefinitions.map(({ topic }) => topic)

describe('what is said of each topic', () => {
  it.each([
    ['Indonesian', id.topics],
    ['English', en.topics],
  ])('is there in %s, of every topic and of no other', (_, texts) =>
    expect(Object.keys(texts).sort()).toEqual([...topics].sort()),
  )

  it.each([
    ['Indonesian', id.topics],
    ['English', en.topics],
  ])('has at most 60 words in %s, and says something', (_, texts) => {
    const counted = Object.entries(texts).map(
      ([topic, text]) => [topic, text.trim().split(/\s+/).length] as const,
    )
    expect(counted.filter(([, words]) => words > 60 || words < 10)).toEqual([])
  })

  it('has a picture', () => expect(Object.keys(topicPictures).sort()).toEqual([...topics].sort()))
})

const text = id.topics.breastfeeding
const item = (isGiven: boolean, onGiven = vi.fn(async () => undefined)) => {
  const view = render(
    <ul>
      <TopicItem topic="breastfeeding" title="Menyusui" isGiven={isGiven} onGiven={onGiven} begins="closed" />
    </ul>,
  )
  return { ...view, onGiven }
}

describe('a topic', () => {
  beforeAll(startWords)
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
  })

  it('opens on a tap and is marked with another', async () => {
    const { onGiven } = item(false)
    expect(screen.queryByText(text)).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: /Menyusui/ }))
    expect(screen.getByText(text)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Sudah disampaikan: Menyusui' }))
    expect(onGiven).toHaveBeenCalledExactlyOnceWith(true)
  })

  it('is unmarked again', async () => {
    const { onGiven } = item(true)
    expect(screen.getByText('Sudah disampaikan')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: /Menyusui/ }))
    await userEvent.click(screen.getByRole('button', { name: 'Belum jadi disampaikan: Menyusui' }))
    expect(onGiven).toHaveBeenCalledExactlyOnceWith(false)
  })

  it('is not read aloud where the phone has no voice', async () => {
    vi.spyOn(systemSpeech, 'hasVoice').mockReturnValue(false)
    item(false)
    await userEvent.click(screen.getByRole('button', { name: /Menyusui/ }))
    expect(screen.queryByRole('button', { name: /Bacakan/ })).toBeNull()
  })

  it('can be read aloud from the moment on which the voices have come', async () => {
    const hasVoice = vi.spyOn(systemSpeech, 'hasVoice').mockReturnValue(false)
    let tell = () => {}
    vi.spyOn(systemSpeech, 'onVoices').mockImplementation((listener) => {
      tell = listener
      return () => undefined
    })
    item(false)
    await userEvent.click(screen.getByRole('button', { name: /Menyusui/ }))
    hasVoice.mockReturnValue(true)
    act(() => tell())
    expect(screen.getByRole('button', { name: 'Bacakan: Menyusui' })).toBeTruthy()
  })

  it('is read until the second tap, until its end, or until one leaves', async () => {
    vi.spyOn(systemSpeech, 'hasVoice').mockReturnValue(true)
    const ends: (() => void)[] = []
    const stop = vi.fn(() => ends.at(-1)?.())
    const speak = vi.spyOn(systemSpeech, 'speak').mockImplementation((_, __, onEnd) => {
      ends.push(onEnd)
      return stop
    })
    const { unmount } = item(false)
    await userEvent.click(screen.getByRole('button', { name: /Menyusui/ }))
    const start = () => userEvent.click(screen.getByRole('button', { name: 'Bacakan: Menyusui' }))

    await start()
    expect(speak).toHaveBeenCalledWith(`Menyusui. ${text}`, 'id', expect.any(Function))
    await userEvent.click(screen.getByRole('button', { name: 'Berhenti membaca' }))
    expect(stop).toHaveBeenCalledTimes(1)

    await start()
    act(() => ends.at(-1)?.())
    expect(screen.getByRole('button', { name: 'Bacakan: Menyusui' })).toBeTruthy()
    expect(stop).toHaveBeenCalledTimes(1)

    await start()
    unmount()
    expect(stop).toHaveBeenCalledTimes(2)
  })
})
