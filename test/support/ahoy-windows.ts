import type { Page } from '@playwright/test'
import type { AhoyApp } from './ahoy-app.ts'

/** What each window shows, found as a person finds it: by role and words. English. */

export const mainView = (page: Page) => ({
  page,
  dialField: page.getByRole('combobox', { name: 'Call someone' }),
  /** What the dial field says under itself. */
  dialNote: page.locator('#dial-note'),
  results: page.getByRole('grid', { name: 'People found' }),
  people: page.getByRole('grid', { name: 'People', exact: true }),
  personRow: (name: string) => page.getByRole('row', { name: new RegExp(name) }),
  tab: (name: 'People' | 'Recents' | 'Settings') => page.getByRole('tab', { name: new RegExp(`^${name}`) }),
  /** The newest call first. */
  recentCalls: page.getByRole('tabpanel', { name: /^Recents/ }).getByRole('listitem'),
  callingSwitch: page.getByRole('switch', { name: 'Calling', exact: true }),
  callButton: (name: string, media: 'Video' | 'Voice') =>
    page.getByRole('button', { name: `${media} call with ${name}` }).first(),
  state: page.getByRole('button', { name: /Your status and address/ }),
})
export type MainView = ReturnType<typeof mainView>

/** The page of who may call me, in the main window. */
export const callersView = (page: Page) => ({
  page,
  /** The strip of the main view, which opens it. */
  strip: page.getByRole('region', { name: 'Who may call me' }).getByRole('button'),
  back: page.getByRole('button', { name: 'Back', exact: true }),
  source: (words: string | RegExp) => page.getByRole('switch', { name: words }),
  told: (words: 'The reason' | 'Only “not available”') => page.getByRole('radio', { name: words }),
  /** Who can ring me right now: a row, by the name in it. */
  listed: (name: string) =>
    page
      .getByRole('region', { name: 'Who can ring me right now' })
      .getByRole('listitem')
      .filter({ hasText: name }),
  /** Somebody who asks to call me. */
  request: (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('button', { name: `Let ${name} ring once` }) }),
  save: page.getByRole('button', { name: 'Save', exact: true }),
  upload: page.getByRole('status').filter({ hasText: /^Saved/ }),
})
export type CallersView = ReturnType<typeof callersView>

export const ringView = (page: Page) => ({
  page,
  whole: page.getByRole('main'),
  caller: page.getByRole('heading', { level: 1 }),
  answerVideo: page.getByRole('button', { name: 'Answer with video' }),
  answerVoice: page.getByRole('button', { name: 'Answer with voice' }),
  decline: page.getByRole('button', { name: 'Decline' }),
})
export type RingView = ReturnType<typeof ringView>

export const callView = (page: Page) => ({
  page,
  whole: page.getByRole('main'),
  heading: page.getByRole('heading', { level: 1 }),
  timer: page.getByRole('timer'),
  safetyEmoji: page.getByRole('button', { name: /^Safety emoji: / }),
  mute: page.getByRole('button', { name: 'Mute', exact: true }),
  unmute: page.getByRole('button', { name: 'Unmute', exact: true }),
  cameraOff: page.getByRole('button', { name: 'Camera off', exact: true }),
  cameraOn: page.getByRole('button', { name: 'Camera on', exact: true }),
  hangUp: page.getByRole('button', { name: 'Hang up' }),
  callAgain: page.getByRole('button', { name: 'Call again' }),
  close: page.getByRole('button', { name: 'Close', exact: true }),
})
export type CallWindowView = ReturnType<typeof callView>

export type AhoyWindows = { readonly main: MainView; readonly ring: RingView; readonly call: CallWindowView }

/** The three windows of an app with an account. */
export async function windowsOf(app: AhoyApp): Promise<AhoyWindows> {
  const [main, ring, call] = await Promise.all([app.page('main'), app.page('ring'), app.page('call')])
  return { main: mainView(main), ring: ringView(ring), call: callView(call) }
}
