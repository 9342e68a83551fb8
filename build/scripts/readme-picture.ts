import './require-node.mjs'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { runScript } from './command.ts'
import { ensureBrowser } from './ensure-browser.ts'
import { projectRoot } from './paths.ts'

/** Draws the README's picture out of three views of the gallery: `node build/scripts/readme-picture.ts`. */

type Placed = { readonly view: string; readonly x: number; readonly y: number; readonly width: number }

const SIZE = { width: 1280, height: 720 }
const PLACED: readonly Placed[] = [
  { view: 'call-video', x: 360, y: 100, width: 880 },
  { view: 'people', x: 40, y: 20, width: 400 },
  { view: 'ring-video', x: 860, y: 20, width: 380 },
]

async function pictureOf(view: string, theme: string, folder: string): Promise<string> {
  await runScript('build/scripts/screenshots.ts', [folder, view], { output: 'keep' })
  const file = join(folder, `${view}-${theme}-en.png`)
  return `data:image/png;base64,${readFileSync(file).toString('base64')}`
}

const folder = mkdtempSync(join(tmpdir(), 'ahoy-picture-'))
const frames: string[] = []
for (const { view, x, y, width } of PLACED) {
  const source = await pictureOf(view, view.startsWith('call-') ? 'dark' : 'light', folder)
  frames.push(
    `<img src="${source}" style="position:absolute;left:${x}px;top:${y}px;width:${width}px;border-radius:12px;box-shadow:0 12px 40px #14171c40">`,
  )
}
const browser = await chromium.launch({
  executablePath: (await ensureBrowser()).path,
  args: ['--no-sandbox'],
})
const page = await browser.newPage({ viewport: SIZE })
await page.setContent(`<body style="margin:0;background:#e3e6eb">${frames.join('')}`)
await page.screenshot({ path: join(projectRoot, 'docs', 'pictures', 'call.png') })
await browser.close()
