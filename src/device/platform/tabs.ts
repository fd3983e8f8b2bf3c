import { createSignal, type Unsubscribe } from './listen.ts'

/**
 * Words between the open tabs of this origin; who tells does not hear it, others in the same tab do. Nothing personal is
 * ever told.
 */
export type Tabs<Word extends string> = {
  readonly tell: (word: Word) => void
  readonly listen: (listener: (word: Word) => void) => Unsubscribe
}

/** For as long as the page is open. */
export function browserTabs<Word extends string>(name: string): Tabs<Word> {
  const channel = new BroadcastChannel(name)
  const heard = createSignal<Word>()
  // Only this app speaks on this origin; an older edition may say what this one does not know, and nobody acts on it.
  channel.addEventListener('message', ({ data }: MessageEvent<Word>) => heard.tell(data))
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
    tell: (word) => channel.postMessage(word),
    listen: heard.listen,
  }
}
