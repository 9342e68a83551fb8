import type { Browser, Page } from '@playwright/test'

export type GalleryEntry = { readonly name: string; readonly widthPx: number; readonly heightPx: number }

/** The names and sizes of all views, as the gallery itself lists them. */
export async function listGallery(browser: Browser, url: string): Promise<readonly GalleryEntry[]> {
  const page = await browser.newPage()
  await page.goto(url)
  await page.locator('a[data-view]').first().waitFor()
  const entries: GalleryEntry[] = []
  for (const link of await page.locator('a[data-view]').all()) {
    entries.push({
      name: (await link.getAttribute('data-view')) ?? '',
      widthPx: Number(await link.getAttribute('data-width')),
      heightPx: Number(await link.getAttribute('data-height')),
    })
  }
  await page.close()
  return entries
}

export type GalleryLook = { readonly theme: 'light' | 'dark'; readonly language: 'en' | 'fr' }

let turns = 0

/**
 * Shows one view in its own size, and waits until it is at rest. The page is loaded once: from then on only its hash
 * changes, with a number of its own, so that the same view a second time is a new one too.
 */
export async function openView(
  page: Page,
  url: string,
  entry: GalleryEntry,
  look: GalleryLook,
): Promise<void> {
  turns += 1
  const hash = `#view=${entry.name}&theme=${look.theme}&lang=${look.language}&turn=${turns}`
  await page.setViewportSize({ width: entry.widthPx, height: entry.heightPx })
  await page.goto(url + hash)
  await page.evaluate(waitUntilShown(hash))
}

/** Looks at each frame, since a locator would look again after half a second. As words: this folder knows no page. */
const waitUntilShown = (hash: string): string => `new Promise((resolve) => {
  const look = () =>
    document.documentElement.dataset.ready === ${JSON.stringify(hash)} ? resolve() : requestAnimationFrame(look)
  look()
})`
