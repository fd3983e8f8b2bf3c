import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { minify } from 'terser'
import { defineConfig, type Plugin, type Rolldown } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { chunkGroups } from './scripts/chunks.ts'
import { leanCards } from './scripts/lean-cards.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const worker = at('./src/device/sw/sw.ts')

/** Styles that the phone's page carries itself: as files only the desk needs them. */
const carried = new Set<string>()

/**
 * The phone's page carries its own styles: on a slow phone each further file that the
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
        return html.replace(
          /<link rel="stylesheet"[^>]* href="\/(assets\/[^"]+\.css)">/g,
          (_, file: string) => inlined(bundle, file),
        )
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

/** Once more by another minifier, after the bundler's own: it takes off what that leaves, most of it in the cards. */
function minifiedAgain(): Plugin {
  return {
    name: 'teratai-minified-again',
    enforce: 'post',
    apply: 'build',
    async generateBundle(_, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue
        const { code } = await minify(part.code, { ecma: 2020, module: true, compress: { passes: 2 } })
        if (code !== undefined) part.code = code
      }
    },
  }
}

export default defineConfig({
  resolve: {
    // Of Dexie's builds the one for today's browsers: 2 KB less than what its package offers to bundlers.
    alias: [{ find: /^dexie$/, replacement: at('./node_modules/dexie/dist/modern/dexie.mjs') }],
  },
  build: {
    target: 'chrome109',
    outDir: 'dist',
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: at('./index.html'),
        desk: at('./desk.html'),
        sw: worker,
      },
      output: {
        // The browser asks for the worker by its name.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // The worker keeps these only on phones where English was chosen.
        chunkFileNames: ({ facadeModuleId }) =>
          /\/i18n\/en\/(?!desk)/.test(facadeModuleId ?? '')
            ? 'assets/en-[name]-[hash].js'
            : 'assets/[name]-[hash].js',
        codeSplitting: {
          groups: [
            { name: 'qr-decoder', test: /node_modules[\\/](?:barcode-detector|zxing-wasm)[\\/]/ },
            ...chunkGroups({
              worker,
              page: at('./src/device/main.tsx'),
              machinery: at('./src/device/phone/machinery.ts'),
              desk: at('./src/device/desk/main.tsx'),
            }),
          ],
        },
      },
    },
  },
  plugins: [
    react(),
    firstScreen(),
    leanCards(),
    minifiedAgain(),
    VitePWA({
      strategies: 'injectManifest',
      // The worker comes from the page's own build, with chunks that both share; here it gets the list of files.
      srcDir: 'dist',
      filename: 'sw.js',
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,
      integration: {
        // What the plugin asks for by an outdated name.
        configureCustomSWViteBuild({ build }) {
          const { output } = build?.rolldownOptions ?? build?.rollupOptions ?? {}
          if (!output || Array.isArray(output)) return
          delete output.inlineDynamicImports
          output.codeSplitting = false
        },
      },
      injectManifest: {
        rollupOptions: { external: [/\/assets\//] },
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
