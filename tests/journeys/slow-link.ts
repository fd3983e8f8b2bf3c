import type { CDPSession, Page } from 'playwright-core'

/** 400 kbit/s each way and 400 ms, as a village has it on a good day. */
const conditions = {
  offline: false,
  latency: 400,
  downloadThroughput: 50_000,
  uploadThroughput: 50_000,
} as const

/** What a page sends to the puskesmas and gets back, as it goes over the wire. */
export type Wire = {
  /** Bytes of answers, heads included, and how many there were. */
  received(): number
  answers(): number
  /** Takes the brake off: the puskesmas is as near as it is. */
  loosen(): Promise<void>
}

/** Slows the page's network by the browser's own protocol, and counts its exchanges with the puskesmas. */
export async function slowLink(page: Page): Promise<Wire> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', conditions)
  const exchanges = new Set<string>()
  let bytes = 0
  let answers = 0
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.endsWith('/api/v1/sync')) exchanges.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!exchanges.has(requestId)) return
    bytes += encodedDataLength
    answers += 1
  })
  return {
    received: () => bytes,
    answers: () => answers,
    loosen: async () => {
      const free = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
      await session.send('Network.emulateNetworkConditions', free)
    },
  }
}
