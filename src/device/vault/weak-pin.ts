/** A PIN has so many digits: `sistem.md` 5.2. */
export const pinLength = 6

/** Why a PIN is refused when it is chosen. `run`: digits that each follow the one before, up or down. */
export type PinTrouble = 'notSixDigits' | 'sameDigits' | 'run'

const runs = ['01234567890', '09876543210']

/** What is wrong with a PIN that somebody chooses; nothing where it may be taken. */
export function pinTrouble(pin: string): PinTrouble | undefined {
  if (pin.length !== pinLength || !/^[0-9]+$/.test(pin)) return 'notSixDigits'
  if (new Set(pin).size === 1) return 'sameDigits'
  return runs.some((run) => run.includes(pin)) ? 'run' : undefined
}
