import { describe, expect, it } from 'vitest'
import { openView } from '../../../build/scripts/gallery-views.ts'
import { homeViews } from '../../../src/renderer/gallery/home-views.tsx'
import { createAxeStage, findOverflow, testViews } from './axe-views.ts'

describe('A11Y1 every view of the main window', () => {
  const stage = createAxeStage()
  testViews(stage, homeViews)

  it('A11Y1 the main view works at 200 % zoom: half the size, and everything is still there', async () => {
    const page = stage.page()
    const entry = { name: 'people', widthPx: 200, heightPx: 340 }
    await openView(page, stage.url(), entry, { theme: 'light', language: 'fr' })
    expect(await findOverflow(page)).toBe(0)
    expect(await page.getByRole('combobox').isVisible()).toBe(true)
    expect(await page.getByRole('switch').isVisible()).toBe(true)
    const call = page.getByRole('button', { name: /Bob/ }).last()
    await call.scrollIntoViewIfNeeded()
    expect(await call.isVisible()).toBe(true)
  })
})
