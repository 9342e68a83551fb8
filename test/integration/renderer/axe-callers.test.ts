import { describe } from 'vitest'
import { callersViews } from '../../../src/renderer/gallery/callers-views.tsx'
import { createAxeStage, testViews } from './axe-views.ts'

describe('A11Y1 every view of who may call, requests and ring passes', () => {
  const stage = createAxeStage()
  testViews(stage, callersViews)
})
