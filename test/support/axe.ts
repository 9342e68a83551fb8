import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

type AxeOptions = Parameters<AxeBuilder['options']>[0]
type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>

/** Half a megabyte of axe is put into a page once; what stands here afterwards in its place does nothing. */
const NOTHING = 'undefined'

/**
 * Axe for a page without frames: one run in the page says it all, and only what is wrong is worked out. `rules` are
 * those to switch on or off besides axe's own choice.
 */
export async function findAxeViolations(
  page: Page,
  rules: NonNullable<AxeOptions['rules']> = {},
): Promise<AxeResults['violations']> {
  const isThere = await page.evaluate(() => 'axe' in window)
  const builder = new AxeBuilder(isThere ? { page, axeSource: NOTHING } : { page })
  const { violations } = await builder
    .setLegacyMode()
    .options({ resultTypes: ['violations'], preload: false, rules })
    .analyze()
  return violations
}
