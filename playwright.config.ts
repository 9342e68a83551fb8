import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'out/e2e',
  // One call after the other, since each takes both cores; what only waits for half a minute waits beside them.
  workers: 2,
  projects: [
    { name: 'calls', grepInvert: /@waits/, workers: 1 },
    { name: 'waits', grep: /@waits/, workers: 1 },
  ],
  timeout: 120_000,
  // Two browsers with video on two cores: what is instant on a person's machine may take a while here.
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env['CI']),
  // The file is out/test-reports/e2e.json, or what PLAYWRIGHT_JSON_OUTPUT_FILE says.
  reporter: [['line'], ['json', { outputFile: 'out/test-reports/e2e.json' }]],
})
