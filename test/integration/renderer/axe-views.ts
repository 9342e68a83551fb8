import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { browserFlags } from '../../../build/scripts/browser-flags.ts'
import { findBrowser } from '../../../build/scripts/find-browser.ts'
import { type GalleryLook, openView } from '../../../build/scripts/gallery-views.ts'
import { invariant } from '../../../src/contract/result.ts'
import { findAxeViolations } from '../../support/axe.ts'
import { findUnexplained } from './locked-controls.ts'
import { IS_LONG_RUN } from '../../support/run-counts.ts'
import type { GalleryView } from '../../../src/renderer/gallery/gallery-view.ts'

const looks = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'fr' },
] as const satisfies readonly GalleryLook[]

/** A long run takes both looks of each view; a short one takes them in turns, from one view to the next. */
const looksOf = (viewNumber: number): readonly GalleryLook[] =>
  IS_LONG_RUN ? looks : looks.filter((_, lookNumber) => lookNumber === viewNumber % looks.length)

/** Axe has it off unless told: who speaks to a computer says the words that stand on a button. */
const MORE_RULES = { 'label-content-name-mismatch': { enabled: true } }

/**
 * What axe says, but for two things of Base UI: what floats stands outside of the landmarks, at the end of the body,
 * and its focus guards are hidden stops that pass the focus on at once.
 */
async function findViolations(page: Page): Promise<readonly string[]> {
  const violations = await findAxeViolations(page, MORE_RULES)
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
export async function findOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

export type AxeStage = {
  readonly page: () => Page
  readonly url: () => string
  /** What the page's policy, its console and its scripts complained of in this test. */
  readonly complaints: () => readonly string[]
}

async function findGallery(): Promise<string> {
  const answer = await fetch(inject('galleryDoor'))
  const words = await answer.text()
  invariant(answer.ok, words)
  return words
}

/** A browser at the gallery, for all tests of the suite that calls this. */
export function createAxeStage(): AxeStage {
  let url = ''
  let browser: Browser | null = null
  let page: Page | null = null
  let complaints: string[] = []

  beforeAll(async () => {
    url = await findGallery()
    const executablePath = findBrowser()
    browser = await chromium.launch({
      args: browserFlags(),
      ...(executablePath === null ? {} : { executablePath }),
    })
    // AxeBuilder needs a page of a context of its own.
    page = await (await browser.newContext()).newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      // The gallery has no icon; a route that answers for it would switch the browser's cache off.
      if (message.location().url.endsWith('/favicon.ico')) return
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
  })

  beforeEach(() => {
    complaints = []
  })

  return {
    page: () => {
      invariant(page, 'the browser has started')
      return page
    },
    url: () => url,
    complaints: () => complaints,
  }
}

/** One test for each view. */
export function testViews(stage: AxeStage, views: Readonly<Record<string, GalleryView>>): void {
  for (const [viewNumber, [name, { size }]] of Object.entries(views).entries()) {
    it(`A11Y1 ${name}: axe, the page's policy and the console have nothing to say, and nothing is locked in silence`, async () => {
      for (const look of looksOf(viewNumber)) {
        await openView(stage.page(), stage.url(), { name, ...size }, look)
        expect(await findViolations(stage.page()), `${look.theme} ${look.language}`).toEqual([])
        expect(stage.complaints()).toEqual([])
        expect(await findOverflow(stage.page())).toBe(0)
        expect(await findUnexplained(stage.page(), look.language)).toEqual([])
      }
    })
  }
}
