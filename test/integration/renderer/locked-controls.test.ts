import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { openView } from '../../../build/scripts/gallery-views.ts'
import { callersViews } from '../../../src/renderer/gallery/callers-views.tsx'
import { callViews } from '../../../src/renderer/gallery/call-views.tsx'
import { deviceCheckViews } from '../../../src/renderer/gallery/device-check-views.tsx'
import { firstRunViews } from '../../../src/renderer/gallery/first-run-views.tsx'
import { homeViews } from '../../../src/renderer/gallery/home-views.tsx'
import { ringViews } from '../../../src/renderer/gallery/ring-views.tsx'
import { createI18n } from '../../../src/renderer/i18n/create-i18n.ts'
import { type CallObstacle, NEXT_STEPS } from '../../../src/renderer/main-window/home/call-possibility.ts'
import { createAxeStage } from './axe-views.ts'

const views = {
  ...homeViews,
  ...callersViews,
  ...deviceCheckViews,
  ...firstRunViews,
  ...ringViews,
  ...callViews,
}
const { t } = createI18n('en')

type Locked = { readonly obstacle: string; readonly label: string; readonly words: string }

/** Every control that calls somebody and can't now. */
const findLocked = (page: Page): Promise<readonly Locked[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll('[data-locked-by], button[aria-disabled=true][aria-label*=" call with "]'),
    ].map((control) => ({
      obstacle: control.getAttribute('data-locked-by') ?? '',
      label: control.getAttribute('aria-label') ?? '',
      words: control.getAttribute('aria-description') ?? '',
    })),
  )

const isObstacle = (text: string): text is CallObstacle => Object.hasOwn(NEXT_STEPS, text)

describe('CAN5 no view has a locked call control without a reason and a next step', () => {
  const stage = createAxeStage()
  const met = new Set<string>()

  it.each(Object.entries(views))('CAN5 %s', async (name, { size }) => {
    const page = stage.page()
    await openView(page, stage.url(), { name, ...size }, { theme: 'light', language: 'en' })
    for (const { obstacle, label, words } of await findLocked(page)) {
      expect(isObstacle(obstacle), `${label} says by what it is locked`).toBe(true)
      if (!isObstacle(obstacle)) continue
      met.add(obstacle)
      const [start = ''] = t(`callers.why.${obstacle}`, { name: '\u0000' }).split('\u0000').filter(Boolean)
      expect(words, label).toContain(start.trim())
      expect(words, label).toContain(t(`callers.step.${NEXT_STEPS[obstacle]}`))
    }
  })

  it('CAN5 pressed, each reason shows, with its next step', async () => {
    const page = stage.page()
    const look = { theme: 'light', language: 'en' } as const
    await openView(page, stage.url(), { name: 'people-refused', widthPx: 400, heightPx: 680 }, look)
    for (const { obstacle } of await findLocked(page)) {
      if (!isObstacle(obstacle)) continue
      await page.locator(`[data-locked-by=${obstacle}]`).first().focus()
      await page.keyboard.press('Enter')
      const words = page.getByRole('dialog')
      await words.waitFor()
      const step = NEXT_STEPS[obstacle]
      const shown = step === 'ask' ? t('callers.ask.send') : t(`callers.step.${step}`)
      expect(await words.innerText(), obstacle).toContain(shown)
      await page.keyboard.press('Escape')
      await words.waitFor({ state: 'detached' })
    }
  })

  it('CAN5 the views show every reason that can lock a call, but for calling oneself', () => {
    const all = Object.keys(NEXT_STEPS).filter((obstacle) => obstacle !== 'self')
    expect(all.filter((obstacle) => !met.has(obstacle))).toEqual([])
  })
})
