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

/** Opens one view in its own size, and waits until it is at rest. */
export async function openView(
  page: Page,
  url: string,
  entry: GalleryEntry,
  look: GalleryLook,
): Promise<void> {
  await page.setViewportSize({ width: entry.widthPx, height: entry.heightPx })
  await page.goto(`${url}?view=${entry.name}&theme=${look.theme}&lang=${look.language}`)
  await page.locator('html[data-ready]').waitFor({ state: 'attached' })
}
