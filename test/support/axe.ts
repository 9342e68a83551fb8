import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

type AxeOptions = Parameters<AxeBuilder['options']>[0]

/**
 * Axe for a page without frames: one run in the page says it all, and only what is wrong is worked out. `rules` are
 * those to switch on or off besides axe's own choice.
 */
export const createAxe = (page: Page, rules: NonNullable<AxeOptions['rules']> = {}): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'], preload: false, rules })
