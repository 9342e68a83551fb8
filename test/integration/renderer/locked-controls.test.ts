import { describe, expect, it } from 'vitest'
import { openView } from '../../../build/scripts/gallery-views.ts'
import { createI18n } from '../../../src/renderer/i18n/create-i18n.ts'
import { NEXT_STEPS } from '../../../src/renderer/main-window/home/call-possibility.ts'
import { createAxeStage } from './axe-views.ts'
import { findLocked, findUnexplained, isObstacle } from './locked-controls.ts'

const { t } = createI18n('en')
const look = { theme: 'light', language: 'en' } as const
const size = { widthPx: 400, heightPx: 680 }

/** Views that together lock calls for every reason there is. */
const LOCKING = [
  'people-refused',
  'people-odd',
  'people-placing',
  'people-placing-badge',
  'people-placing-subscriber',
  'offline',
  'in-call',
]

describe('CAN5 a locked call control', () => {
  const stage = createAxeStage()

  it('CAN5 has a reason and a next step in words, whatever locks it', async () => {
    const page = stage.page()
    const met = new Set<string>()
    for (const name of LOCKING) {
      await openView(page, stage.url(), { name, ...size }, look)
      for (const { obstacle } of await findLocked(page)) met.add(obstacle)
      expect(await findUnexplained(page, 'en'), name).toEqual([])
    }
    const all = Object.keys(NEXT_STEPS).filter((obstacle) => obstacle !== 'self')
    expect(all.filter((obstacle) => !met.has(obstacle))).toEqual([])
  })

  it('CAN5 shows both on focus, and keeps them when it is pressed', async () => {
    const page = stage.page()
    await openView(page, stage.url(), { name: 'people-refused', ...size }, look)
    for (const { obstacle } of await findLocked(page)) {
      if (!isObstacle(obstacle)) continue
      const step = NEXT_STEPS[obstacle]
      await page.locator(`[data-locked-by=${obstacle}]`).first().focus()
      await page.keyboard.press('Enter')
      const words = page.getByRole('dialog')
      await words.waitFor()
      const shown = step === 'ask' ? t('callers.ask.send') : t(`callers.step.${step}`)
      expect(await words.innerText(), obstacle).toContain(shown)
      await page.keyboard.press('Escape')
      await words.waitFor({ state: 'detached' })
    }
  })
})
