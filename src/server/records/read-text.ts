/** The text of these bytes, all of it: a U+FEFF at its beginning is a letter too. Throws on what is no UTF-8. */
export const readText = (utf8: Uint8Array) =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(utf8)
