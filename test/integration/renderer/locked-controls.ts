import type { Page } from '@playwright/test'
import { createI18n, type Language } from '../../../src/renderer/i18n/create-i18n.ts'
import { type CallObstacle, NEXT_STEPS } from '../../../src/renderer/main-window/home/call-possibility.ts'

type LockedControl = { readonly obstacle: string; readonly label: string; readonly words: string }

/** Every control on the page that can't do now what it is there for. */
export const findLocked = (page: Page): Promise<readonly LockedControl[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-locked-by], button[aria-disabled=true][aria-label]')].map(
      (control) => ({
        obstacle: control.getAttribute('data-locked-by') ?? '',
        label: control.getAttribute('aria-label') ?? '',
        words: control.getAttribute('aria-description') ?? '',
      }),
    ),
  )

export const isObstacle = (text: string): text is CallObstacle => Object.hasOwn(NEXT_STEPS, text)

/** What is wrong with the locked controls: none may be without a reason, and none without a next step, in words. */
export async function findUnexplained(page: Page, language: Language): Promise<readonly string[]> {
  const { t } = createI18n(language)
  const locked = await findLocked(page)
  return locked.flatMap(({ obstacle, label, words }) => {
    if (!isObstacle(obstacle)) return [`${label}: not said by what it is locked`]
    const parts = t(`callers.why.${obstacle}`, { name: '\n' }).split('\n')
    const hasReason = parts.every((part) => words.includes(part.trim()))
    const hasStep = words.includes(t(`callers.step.${NEXT_STEPS[obstacle]}`))
    return hasReason && hasStep ? [] : [`${label}: ${words}`]
  })
}
