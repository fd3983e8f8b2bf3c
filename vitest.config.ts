import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 60_000,
          environment: 'node',
          include: [
            'src/{domain,protocol,server}/**/*.test.ts',
            'tests/{fuzz,simulation,reference}/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: ['**/*.db.test.ts'],
        },
      },
      {
        test: {
          name: 'architecture',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          environment: 'node',
          include: ['tests/architecture/**/*.test.ts'],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'device',
          testTimeout: 60_000,
          environment: 'jsdom',
          include: ['src/device/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/device-setup.ts'],
        },
      },
      {
        test: {
          name: 'database',
          environment: 'node',
          include: ['src/server/**/*.db.test.ts', 'tests/{contracts,faults,fuzz,simulation}/**/*.db.test.ts'],
          globalSetup: ['tests/databases.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'journeys',
          environment: 'node',
          include: ['tests/journeys/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
