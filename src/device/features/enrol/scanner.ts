/** Reads the QR codes that a video shows now, waiting for its next frame; none is an empty list. */
export type Scanner = (video: HTMLVideoElement) => Promise<readonly string[]>

type Detector = { detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> }
type DetectorClass = {
  new (options: { formats: ['qr_code'] }): Detector
  getSupportedFormats(): Promise<readonly string[]>
}

const pauseMs = 120

/** The browser's own reader where it has one for QR, else the decoder from this app's precache. */
export async function openScanner(): Promise<Scanner> {
  const detector = (await nativeDetector()) ?? (await bundledDetector())
  return async (video) => {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    if (video.readyState < video.HAVE_CURRENT_DATA) return []
    const found = await detector.detect(video)
    return found.map((code) => code.rawValue)
  }
}

async function nativeDetector(): Promise<Detector | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass }
  const formats = await BarcodeDetector?.getSupportedFormats().catch(() => [])
  return BarcodeDetector && formats?.some((format) => format === 'qr_code')
    ? new BarcodeDetector({ formats: ['qr_code'] })
    : undefined
}

async function bundledDetector(): Promise<Detector> {
  const [{ BarcodeDetector, prepareZXingModule }, { default: wasm }] = await Promise.all([
    import('barcode-detector/ponyfill'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ])
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true })
  return new BarcodeDetector({ formats: ['qr_code'] })
}
