import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { browserFlags } from './build/scripts/browser-flags.ts'
import { findBrowser } from './build/scripts/find-browser.ts'

const setupFiles = ['./test/support/fail-on-console.ts']

const inNode = (
  name: string,
  testTimeout: number,
  more: { readonly isolate?: boolean; readonly globalSetup?: string } = {},
) => ({
  test: {
    name,
    ...more,
    environment: 'node' as const,
    include: [`test/${name}/**/*.test.ts`],
    setupFiles,
    testTimeout,
    hookTimeout: testTimeout,
  },
})

// Without a browser, Playwright looks for its own and fails with words on how to install it: only the
// browser project's tests fail then, the others run.
const executablePath = findBrowser()

export default defineConfig({
  test: {
    // A run that takes both cores makes the timings of media tests worthless.
    maxWorkers: 2,
    projects: [
      // No module of ours holds state, so a worker loads each once for all of its files: half the time in `unit`.
      inNode('unit', 30_000, { isolate: false }),
      inNode('contract', 60_000),
      inNode('integration', 60_000, { isolate: false, globalSetup: './test/support/shared-gallery.ts' }),
      {
        plugins: [react(), tailwindcss()],
        // Found late, these make Vite reload the page in the middle of a test.
        optimizeDeps: {
          include: [
            ...[
              'alert-dialog',
              'csp-provider',
              'dialog',
              'menu',
              'radio',
              'radio-group',
              'switch',
              'tabs',
              'tooltip',
            ].map((part) => `@base-ui/react/${part}`),
            'i18next',
            'ical.js',
            'lucide-react',
            'papaparse',
            'peerjs',
            'react',
            'react-dom/client',
            'react-i18next',
            'react/jsx-dev-runtime',
            'uqr',
            'zod',
          ],
        },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          setupFiles,
          testTimeout: 20_000,
          hookTimeout: 20_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: browserFlags(), ...(executablePath === null ? {} : { executablePath }) },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
