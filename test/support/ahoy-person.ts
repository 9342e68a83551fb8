import type { Page } from '@playwright/test'
import type { AhoyApp } from './ahoy-app.ts'
import { type CallersView, callersView } from './ahoy-windows.ts'

/** What a person does with Ahoy, by what they see: roles and words, never the markup. English. */

export type DirectoryChoice = { readonly kind: 'here' } | { readonly kind: 'join'; readonly address: string }

/** The answers to the first run's question who may call. */
export const CALLING_ANSWERS = {
  everyone: /^Everyone on/,
  'my-people': /^People I choose/,
  nobody: /^Nobody yet/,
} as const

export async function firstRun(
  app: AhoyApp,
  who: { readonly handle: string; readonly name: string },
  directory: DirectoryChoice,
  calling: keyof typeof CALLING_ANSWERS = 'everyone',
): Promise<void> {
  const page = await app.page('main')
  if (directory.kind === 'here') {
    await page.getByRole('button', { name: /Start one on this computer/ }).click()
  } else {
    await page.getByRole('button', { name: /Join a directory/ }).click()
    await page.getByLabel('Directory address').fill(directory.address)
    await page.getByRole('button', { name: 'Join', exact: true }).click()
  }
  await page.getByLabel('Your handle').fill(who.handle)
  await page.getByLabel('Your name').fill(who.name)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('radio', { name: CALLING_ANSWERS[calling] }).click()
  await page.getByRole('button', { name: /Finish|Continue/ }).click()
  await dialField(page).waitFor()
}

export const dialField = (page: Page) => page.getByRole('combobox', { name: 'Call someone' })

/** Types a handle and presses Enter, as soon as the person was found. */
export async function dial(app: AhoyApp, handle: string, media: 'video' | 'voice' = 'video'): Promise<void> {
  const page = await app.page('main')
  await dialField(page).fill(`@${handle}`)
  await page.getByRole('row', { name: new RegExp(handle, 'i') }).waitFor()
  await dialField(page).press(media === 'video' ? 'Enter' : 'Control+Enter')
}

export async function answer(app: AhoyApp, media: 'video' | 'voice' = 'video'): Promise<void> {
  const page = await app.page('ring')
  await page.getByRole('button', { name: media === 'video' ? /video/i : /voice/i }).click()
}

export async function hangUp(app: AhoyApp): Promise<void> {
  const page = await app.page('call')
  await page.getByRole('button', { name: /hang up/i }).click()
}

/** Opens the page of who may call me, does something there, and goes back. What it changes is saved. */
export async function onCallersPage(
  app: AhoyApp,
  act: (callers: CallersView) => Promise<unknown>,
): Promise<void> {
  const callers = callersView(await app.page('main'))
  await callers.strip.click()
  await act(callers)
  if (await callers.save.isVisible()) await callers.save.click()
  await callers.save.waitFor({ state: 'hidden' })
  await callers.back.click()
}

/** Finds somebody by handle and takes an item of their menu, such as `Block`. */
export async function chooseFromMenu(app: AhoyApp, handle: string, item: string): Promise<void> {
  const page = await app.page('main')
  await openPersonMenu(app, handle)
  await page
    .getByRole(/^(Always|Never)/.test(item) ? 'menuitemcheckbox' : 'menuitem', { name: item, exact: true })
    .click()
  await dialField(page).fill('')
}

/** Finds somebody by handle and saves or removes their card. It holds when this resolves. */
export async function editCard(app: AhoyApp, handle: string, press: 'Save' | 'Remove'): Promise<void> {
  const page = await app.page('main')
  await openPersonMenu(app, handle)
  await page.getByRole('menuitem', { name: 'Edit card' }).click()
  const card = page.getByRole('dialog')
  await card.getByRole('button', { name: press, exact: true }).click()
  await card.waitFor({ state: 'detached' })
  if (press === 'Remove') await page.getByText(/^The card of .* is removed$/).waitFor()
  await dialField(page).fill('')
}

export async function openPersonMenu(app: AhoyApp, handle: string): Promise<void> {
  const page = await app.page('main')
  await dialField(page).fill(`@${handle}`)
  await page
    .getByRole('row', { name: new RegExp(`@${handle}`) })
    .getByRole('button', { name: /^More about/ })
    .click()
}
