/** Deflates bytes without a header. `undefined` where the browser cannot (Chrome before 103): send them plain. */
export async function deflateRaw(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (typeof CompressionStream === 'undefined') return undefined
  const stream = new CompressionStream('deflate-raw')
  const writer = stream.writable.getWriter()
  const written = writer.write(bytes).then(() => writer.close())
  const [squeezed] = await Promise.all([new Response(stream.readable).arrayBuffer(), written])
  return new Uint8Array(squeezed)
}

/** Inflates what `deflateRaw` made; `undefined` when it is none, or unfolds beyond `most` bytes. */
export async function inflateRaw(
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return new Uint8Array(await new Blob(parts).arrayBuffer())
      length += value.length
      if (length > most) {
        await reader.cancel()
        return undefined
      }
      parts.push(value)
    }
  } catch {
    return undefined
  }
}
