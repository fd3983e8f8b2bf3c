import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

/** A year, seconds: once on HTTPS, always on HTTPS. Other names below this one are other people's to decide about. */
const strictTransport = 'max-age=31536000'

/** Only the camera, which reads QR codes, and only for this origin. */
const permissions = [
  'camera=(self)',
  ...['microphone', 'geolocation', 'payment', 'usb', 'serial', 'hid', 'midi', 'display-capture'].map(
    (feature) => `${feature}=()`,
  ),
].join(', ')

const isAnswer = (url: string) => /^\/(api\/|health(\?|$))/.test(url)

/** What every answer says to the browser, whether a page, a file, an answer of the API or a refusal. */
export function addSecurityHeaders(app: FastifyInstance, address: string): void {
  const isSecure = address.startsWith('https:')
  app.addHook('onSend', async (request, reply) => {
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': permissions,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      // For browsers that are older than frame-ancestors.
      'x-frame-options': 'DENY',
      ...(isSecure && { 'strict-transport-security': strictTransport }),
    })
    if (!reply.hasHeader('content-security-policy'))
      void reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    if (isAnswer(request.url)) void reply.header('cache-control', 'no-store')
  })
}

const common = [
  "default-src 'none'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "manifest-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
]

/**
 * What a file of the client may load and run: scripts as files of this origin, never inline, and styles that are files
 * or stand in the page itself, named by their hash. WebAssembly is for the phone's QR decoder; the desk has none.
 */
export function contentSecurityOf(path: string): string {
  const isDesk = path.endsWith('desk.html')
  return [
    ...common,
    `script-src 'self'${isDesk ? '' : " 'wasm-unsafe-eval'"}`,
    `style-src 'self'${path.endsWith('.html') ? inlineStyles(path) : ''}`,
  ].join('; ')
}

function inlineStyles(path: string): string {
  const sheets = readFileSync(path, 'utf8').matchAll(/<style[^>]*>([^]*?)<\/style>/g)
  const hashes = [...sheets].map(([, sheet = '']) => createHash('sha256').update(sheet).digest('base64'))
  return hashes.map((hash) => ` 'sha256-${hash}'`).join('')
}
