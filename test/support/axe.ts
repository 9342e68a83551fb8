import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const OPTIONS = {
  resultTypes: ['violations'],
  preload: false,
  // Axe has it off unless told. Who speaks to a computer says the words that stand on a button.
  rules: { 'label-content-name-mismatch': { enabled: true } },
} satisfies Parameters<AxeBuilder['options']>[0]

/** Axe for a page without frames: one run in the page says it all, and only what is wrong is worked out. */
export const createAxe = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode().options(OPTIONS)
