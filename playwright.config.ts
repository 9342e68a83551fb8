import { defineConfig } from '@playwright/test'

/**
 * By file: windows, words and rings, of which none is answered. By tag: a test of that sort elsewhere, or one that waits.
 * What promises to be done within a second is not measured beside something else.
 */
const BESIDE =
  /^(?!.*within a second).*((address-book|first-run|links|locked-folder|recovery|who-may-call|who-may-call-once)\.spec\.ts|@beside)/

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'out/e2e',
  // One call after the other, since each takes both cores. Beside it runs what has no call, and what waits in one.
  workers: 2,
  projects: [
    { name: 'calls', grepInvert: BESIDE, workers: 1 },
    { name: 'beside', grep: BESIDE, workers: 1 },
  ],
  timeout: 120_000,
  // Two browsers with video on two cores: what is instant on a person's machine may take a while here.
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env['CI']),
  // The file is out/test-reports/e2e.json, or what PLAYWRIGHT_JSON_OUTPUT_FILE says.
  reporter: [['line'], ['json', { outputFile: 'out/test-reports/e2e.json' }]],
})
