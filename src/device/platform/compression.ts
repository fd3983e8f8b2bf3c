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
