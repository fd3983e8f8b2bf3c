import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { leanCards } from './scripts/lean-cards.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Loaded by itself and before all else, so that the store's answers come while the rest is still being loaded. */
const startedReads = at('./src/device/started-reads.ts')

/** Styles that the phone's page carries itself: as files only the desk needs them. */
const carried = new Set<string>()

/**
 * The phone's page carries its own styles and begins with the first reads: on a slow phone each further file that the
 * first screen waits for costs more than its bytes.
 */
function firstScreen(): Plugin {
  return {
    name: 'teratai-first-screen',
    enforce: 'post',
    // The page has been made: nothing that is loaded later may ask for the same styles once more.
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle))
        if (part.type === 'chunk') for (const file of carried) part.viteMetadata?.importedCss.delete(file)
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, path }) {
        if (!bundle || !path.endsWith('index.html')) return html
        const reads = Object.values(bundle).find(
          (part) => part.type === 'chunk' && part.facadeModuleId === startedReads,
        )
        if (!reads) throw new Error('started-reads.ts has no chunk of its own')
        const script = `<script type="module" async crossorigin src="/${reads.fileName}"></script>`
        return html
          .replace(/<link rel="stylesheet"[^>]* href="\/(assets\/[^"]+\.css)">/g, (_, file: string) =>
            inlined(bundle, file),
          )
          .replace('<script type="module"', `${script}\n    <script type="module"`)
      },
    },
  }
}

function inlined(bundle: Rolldown.OutputBundle, file: string): string {
  const sheet = bundle[file]
  if (sheet?.type !== 'asset') throw new Error(`${file} is not in the bundle`)
  carried.add(file)
  return `<style>${String(sheet.source)}</style>`
}

export default defineConfig({
  build: {
    target: 'chrome109',
    outDir: 'dist',
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: at('./index.html'), desk: at('./desk.html'), 'started-reads': startedReads },
      output: {
        // The worker keeps these only on phones where English was chosen.
        chunkFileNames: ({ facadeModuleId }) =>
          /\/i18n\/en\/(?!desk)/.test(facadeModuleId ?? '')
            ? 'assets/en-[name]-[hash].js'
            : 'assets/[name]-[hash].js',
        codeSplitting: {
          groups: [{ name: 'qr-decoder', test: /node_modules[\\/](?:barcode-detector|zxing-wasm)[\\/]/ }],
        },
      },
    },
  },
  plugins: [
    react(),
    firstScreen(),
    leanCards(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/device/sw',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        // The puskesmas's desk needs the network anyway, and so does installing, which alone asks for the large icons.
        globPatterns: ['index.html', 'assets/*.{js,css,wasm}', '*.webmanifest', 'icons/icon-48.png'],
        globIgnores: ['**/desk*'],
        manifestTransforms: [
          (entries) => ({ manifest: entries.filter(({ url }) => !carried.has(url)), warnings: [] }),
        ],
        maximumFileSizeToCacheInBytes: 2_000_000,
      },
    }),
  ],
})
