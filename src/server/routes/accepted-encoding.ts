/** The first of `offered`, best first, that a caller takes by its `Accept-Encoding`; `undefined`: as it is. */
export function acceptedEncoding<E extends string>(
  accepted: string | string[] | undefined,
  offered: readonly E[],
): E | undefined {
  const taken = new Set<string>()
  const refused = new Set<string>()
  for (const each of String(accepted ?? '')
    .toLowerCase()
    .split(',')) {
    const [name = '', ...parameters] = each.split(';').map((part) => part.trim())
    const isRefused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
    ;(isRefused ? refused : taken).add(name)
  }
  return offered.find((encoding) => !refused.has(encoding) && (taken.has(encoding) || taken.has('*')))
}
