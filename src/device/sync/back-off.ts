const firstMs = 5_000
const longestMs = 5 * 60_000

/**
 * How long to wait after `failures` in a row (1 is the first): doubling from 5 s to 5 min, half of it by chance so
 * that phones of one posyandu do not come back together; never less than the server asked for.
 *
 * @param random 0 up to 1
 */
export function backOffMs(failures: number, random: number, retryAfterMs = 0): number {
  const whole = Math.min(firstMs * 2 ** Math.max(0, failures - 1), longestMs)
  return Math.max(whole / 2 + (whole / 2) * random, retryAfterMs)
}
