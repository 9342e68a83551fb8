import './require-node.mjs'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium } from '@playwright/test'
import { browserFlags } from './browser-flags.ts'
import { findBrowser } from './find-browser.ts'
import { startGalleryServer } from './gallery-server.ts'
import { listGallery, openView } from './gallery-views.ts'

// node build/scripts/screenshots.ts <folder> [part of a view's name]
const [folder, part = ''] = process.argv.slice(2)
if (folder === undefined) {
  console.log('Name the folder that the pictures go into: node build/scripts/screenshots.ts <folder> [view]')
  process.exit(1)
}
const executablePath = findBrowser()
const target = resolve(folder)
mkdirSync(target, { recursive: true })

const server = await startGalleryServer()
const browser = await chromium.launch({
  args: browserFlags(),
  ...(executablePath === null ? {} : { executablePath }),
})
const page = await browser.newPage()
page.on('pageerror', (error) => console.log(`${page.url()}: ${error.message}`))
let count = 0
for (const entry of await listGallery(browser, server.url)) {
  if (!entry.name.includes(part)) continue
  for (const theme of ['light', 'dark'] as const) {
    for (const language of ['en', 'fr'] as const) {
      await openView(page, server.url, entry, { theme, language })
      await page.screenshot({ path: join(target, `${entry.name}-${theme}-${language}.png`) })
      count += 1
    }
  }
}
await browser.close()
await server.close()
console.log(`${count} pictures in ${target}`)
