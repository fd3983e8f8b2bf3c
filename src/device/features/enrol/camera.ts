/** Why there is no picture, as far as the browser tells. */
export type CameraTrouble = 'denied' | 'missing' | 'busy' | 'broken'
export type Camera =
  | { readonly ok: true; readonly stream: MediaStream; readonly stop: () => void }
  | { readonly ok: false; readonly trouble: CameraTrouble }

const troubles: Readonly<Record<string, CameraTrouble>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

/** Opens the camera at the back; the browser asks the person for leave. */
export async function openCamera(): Promise<Camera> {
  const devices = (navigator as Partial<Navigator>).mediaDevices
  if (!devices) return { ok: false, trouble: 'missing' }
  try {
    const stream = await devices.getUserMedia({
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 } },
    })
    return { ok: true, stream, stop: () => stream.getTracks().forEach((track) => track.stop()) }
  } catch (error) {
    return { ok: false, trouble: (error instanceof Error && troubles[error.name]) || 'broken' }
  }
}
