const kinds: readonly (readonly [ending: RegExp, kind: RegExp])[] = [
  [/\.js$/, /javascript/],
  [/\.css$/, /css/],
  [/\.wasm$/, /wasm/],
  [/\.png$/, /^image\//],
  [/\.webmanifest$/, /json/],
]

/**
 * Whether what came in answer is the app's own file. The log-in page of a public network answers everything with 200:
 * kept under the name of a script, it would be the app until somebody clears the browser.
 */
export async function isOwnFile(response: Response): Promise<boolean> {
  if (response.status !== 200 || response.redirected) return false
  const { pathname } = new URL(response.url)
  const known = kinds.find(([ending]) => ending.test(pathname))
  if (known) return known[1].test(response.headers.get('content-type') ?? '')
  return pathname === '/index.html' && (await response.clone().text()).includes('<div id="root">')
}
