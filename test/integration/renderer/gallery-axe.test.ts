import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { browserFlags } from '../../../build/scripts/browser-flags.ts'
import { findBrowser } from '../../../build/scripts/find-browser.ts'
import { type GalleryServer, startGalleryServer } from '../../../build/scripts/gallery-server.ts'
import { type GalleryLook, openView } from '../../../build/scripts/gallery-views.ts'
import { firstRunViews } from '../../../src/renderer/gallery/first-run-views.tsx'
import { homeViews } from '../../../src/renderer/gallery/home-views.tsx'
import { ringViews } from '../../../src/renderer/gallery/ring-views.tsx'

const views = Object.entries({ ...homeViews, ...firstRunViews, ...ringViews })
type Look = GalleryLook & { readonly rules: readonly string[] | 'all' }
const looks: readonly Look[] = [
  { theme: 'light', language: 'en', rules: 'all' },
  // The same page in other colours and words: only what those can change.
  { theme: 'dark', language: 'fr', rules: ['color-contrast', 'label-content-name-mismatch', 'button-name'] },
]

/**
 * What axe says, but for two things of Base UI: what floats stands outside of the landmarks, at the end of the body,
 * and its focus guards are hidden stops that pass the focus on at once.
 */
async function findViolations(page: Page, rules: Look['rules']): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules === 'all' ? axe : axe.withRules([...rules])).analyze()
  const found: string[] = []
  for (const { id, nodes } of violations) {
    for (const { html, target } of nodes) {
      const place = page.locator(String(target[0])).first()
      const isGuard = id === 'aria-hidden-focus' && html.includes('data-base-ui-focus-guard')
      const isFloating =
        id === 'region' && (await place.evaluate((node) => node.closest('[data-base-ui-portal]') !== null))
      if (!isGuard && !isFloating) found.push(`${id}: ${html}`)
    }
  }
  return found
}

/** Nothing may be cut off or reach out of the window, and no text may be wider than its place. */
async function findOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

describe('A11Y1 every view of the main and ring window', () => {
  let server: GalleryServer
  let browser: Browser
  let page: Page
  let complaints: string[] = []

  beforeAll(async () => {
    server = await startGalleryServer()
    const executablePath = findBrowser()
    browser = await chromium.launch({
      args: browserFlags(),
      ...(executablePath === null ? {} : { executablePath }),
    })
    // AxeBuilder needs a page of a context of its own.
    page = await (await browser.newContext()).newPage()
    await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        // oxlint-disable-next-line no-console -- in the page, where the console is what this test reads
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
      })
    })
  }, 90_000)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  beforeEach(() => {
    complaints = []
  })

  for (const [name, { size }] of views) {
    it(`A11Y1 ${name}: axe, the page's policy and the console have nothing to say`, async () => {
      for (const look of looks) {
        await openView(page, server.url, { name, ...size }, look)
        expect(await findViolations(page, look.rules), `${look.theme} ${look.language}`).toEqual([])
        expect(complaints).toEqual([])
        expect(await findOverflow(page)).toBe(0)
      }
    })
  }

  it('A11Y1 the main view works at 200 % zoom: half the size, and everything is still there', async () => {
    const entry = { name: 'people', widthPx: 200, heightPx: 340 }
    await openView(page, server.url, entry, { theme: 'light', language: 'fr' })
    expect(await findOverflow(page)).toBe(0)
    expect(await page.getByRole('combobox').isVisible()).toBe(true)
    expect(await page.getByRole('switch').isVisible()).toBe(true)
    const call = page.getByRole('button', { name: /Bob/ }).last()
    await call.scrollIntoViewIfNeeded()
    expect(await call.isVisible()).toBe(true)
  })
})
