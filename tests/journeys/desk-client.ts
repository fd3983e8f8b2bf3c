/** The desk's API as its browser uses it, for setting a stage: log in, then ask. */
export type DeskClient = {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: unknown): Promise<T>
  patch<T>(path: string, body: unknown): Promise<T>
  /** Sends raw bytes, as the upload of a register does. */
  send<T>(path: string, bytes: Uint8Array, contentType: string): Promise<T>
}

const purposePath = '/api/v1/me/purpose'

/** Logs in and keeps the cookies, and says what for where that is asked. Throws with the server's code when it is refused. */
export async function logIn(address: string, loginName: string, password: string): Promise<DeskClient> {
  const cookies = new Map<string, string>()
  const ask = async <T>(method: string, path: string, body?: BodyInit, contentType?: string): Promise<T> => {
    const headers: Record<string, string> = {
      origin: address,
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(contentType && { 'content-type': contentType }),
    }
    const response = await fetch(address + path, { method, headers, ...(body !== undefined && { body }) })
    if (
      response.status === 403 &&
      path !== purposePath &&
      (await response.clone().text()).includes('purposeMissing')
    ) {
      await ask('POST', purposePath, JSON.stringify({ code: 'care' }), 'application/json')
      return ask(method, path, body, contentType)
    }
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    for (const given of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (given.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    return (await response.json()) as T
  }
  await ask('POST', '/api/v1/log-in', JSON.stringify({ loginName, password }), 'application/json')
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, JSON.stringify(body), 'application/json'),
    patch: (path, body) => ask('PATCH', path, JSON.stringify(body), 'application/json'),
    send: (path, bytes, contentType) => ask('POST', path, bytes as Uint8Array<ArrayBuffer>, contentType),
  }
}
