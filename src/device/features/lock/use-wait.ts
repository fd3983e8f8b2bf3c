import { useEffect, useState } from 'react'
import { systemClock } from '#device/platform/clock.ts'

const second = 1_000

type Wait = { readonly ms: number; readonly at: number; readonly steadyAt: number }

/**
 * A wait that counts down: what is left of it, ms, and how to begin one. The clock may be set meanwhile, and the page's
 * own stands still while the phone sleeps: the one that shows more counts. Whether a PIN is taken, the vault decides.
 */
export function useWait(): readonly [leftMs: number, begin: (ms: number) => void] {
  const [wait, setWait] = useState<Wait>()
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (!wait) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const tick = () => {
      const passed = Math.max(systemClock.now() - wait.at, performance.now() - wait.steadyAt)
      const now = Math.max(0, wait.ms - passed)
      setLeft(now)
      if (now > 0) timer = setTimeout(tick, Math.min(second, now))
    }
    tick()
    return () => clearTimeout(timer)
  }, [wait])
  const begin = (ms: number) => {
    setLeft(ms)
    setWait({ ms, at: systemClock.now(), steadyAt: performance.now() })
  }
  return [left, begin]
}

/** `1:05`, minutes and seconds, rounded up: it shows `0:01` until nothing is left. */
export function clockFace(ms: number): string {
  const seconds = Math.ceil(ms / second)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
