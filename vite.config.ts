import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  build: {
    target: 'chrome109',
    outDir: 'dist',
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: at('./index.html'), desk: at('./desk.html') } },
  },
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/device/sw',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        // The puskesmas's desk needs the network anyway; it stays out of the phone's precache.
        globPatterns: ['index.html', 'assets/*.{js,css,wasm}', '*.webmanifest', 'icons/*.{png,svg}'],
        globIgnores: ['**/desk*'],
        maximumFileSizeToCacheInBytes: 2_000_000,
      },
    }),
  ],
})
