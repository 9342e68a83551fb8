// Renders the pictures in build/icons/*.svg as PNG files of every size that is used: node build/scripts/make-icons.ts
import './require-node.mjs'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { browserFlags } from './browser-flags.ts'
import { findBrowser } from './find-browser.ts'
import { projectRoot } from './paths.ts'

const folder = join(projectRoot, 'build', 'icons')
const target = join(folder, 'png')

const appSizesPx = [256, 512, 1024]
const traySizesPx = [16, 32]
/** The one colour of a tray picture, by the tone of its name: `dark` is for light bars, `light` for dark ones. */
const trayTones = { dark: '#000000', light: '#ffffff' } as const

async function render(browser: Browser, svg: string, sizePx: number, name: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } })
  const style = `*{margin:0}svg{display:block;width:${sizePx}px;height:${sizePx}px}`
  await page.setContent(`<style>${style}</style>${svg}`)
  writeFileSync(join(target, name), await page.screenshot({ omitBackground: true }))
  await page.close()
}

async function renderFile(browser: Browser, file: string): Promise<void> {
  const svg = readFileSync(join(folder, file), 'utf8')
  const name = file.replace(/\.svg$/, '')
  if (!name.startsWith('tray-')) {
    for (const sizePx of appSizesPx) await render(browser, svg, sizePx, `${name}-${sizePx}.png`)
    return
  }
  for (const [tone, colour] of Object.entries(trayTones)) {
    const toned = svg.replaceAll('currentColor', colour)
    for (const sizePx of traySizesPx) await render(browser, toned, sizePx, `${name}-${tone}-${sizePx}.png`)
  }
}

const executablePath = findBrowser()
const browser = await chromium.launch({
  args: browserFlags(),
  ...(executablePath === null ? {} : { executablePath }),
})
try {
  mkdirSync(target, { recursive: true })
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.svg')))
    await renderFile(browser, file)
} finally {
  await browser.close()
}
