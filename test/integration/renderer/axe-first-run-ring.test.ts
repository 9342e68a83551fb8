import { describe } from 'vitest'
import { firstRunViews } from '../../../src/renderer/gallery/first-run-views.tsx'
import { ringViews } from '../../../src/renderer/gallery/ring-views.tsx'
import { createAxeStage, testViews } from './axe-views.ts'

describe('A11Y1 every view of the first run and the ring window', () => {
  const stage = createAxeStage()
  testViews(stage, { ...firstRunViews, ...ringViews })
})
