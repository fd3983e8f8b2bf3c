import { writeFileSync } from 'node:fs'
import { encode } from 'uqr'

const width = 640
const height = 480
const light = 235
const dark = 16

/** The brightness of each pixel of a picture that shows the QR of a text in its middle. */
function brightness(text: string): Uint8Array {
  const { data, size } = encode(text, { border: 4 })
  const scale = Math.floor(Math.min(width, height) / size)
  const left = Math.floor((width - size * scale) / 2)
  const top = Math.floor((height - size * scale) / 2)
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const column = Math.floor(((i % width) - left) / scale)
    const row = Math.floor((Math.floor(i / width) - top) / scale)
    return data[row]?.[column] ? dark : light
  })
}

/** Writes a film (YUV4MPEG2) for Chromium's fake camera: it sees the QR of a text, and nothing else. */
export function writeCameraFilm(file: string, text: string): void {
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  const colourless = Buffer.alloc((width * height) / 2, 128)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), brightness(text), colourless])
  writeFileSync(file, Buffer.concat([header, frame, frame]))
}
