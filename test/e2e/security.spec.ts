import type { Page } from '@playwright/test'
import { WINDOW_ROLES } from '../../src/contract/bridge/names.ts'
import { desktopOf, windowOf } from '../support/ahoy-desktop.ts'
import { whenShown } from '../support/page-watch.ts'
import { connect, expectSeesAndHears } from './fixtures/call-proof.ts'
import { expect, type Pair, type Side, test } from './fixtures/pair.ts'

declare global {
  interface Window {
    violations?: string[]
  }
}

const pagesOf = ({ windows: { main, ring, call } }: Side) => [main.page, ring.page, call.page]
const allPages = ({ alice, bob }: Pair) => [...pagesOf(alice), ...pagesOf(bob)]

test('TRUST3 no window opens another one, or leaves for any other place', async ({ pair: { alice } }) => {
  const before = await desktopOf(alice.app).windows()
  for (const page of pagesOf(alice)) {
    const url = page.url()
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true)
    for (const target of [
      'https://example.com/',
      'http://127.0.0.1:1/',
      'file:///etc/passwd',
      '/elsewhere.html',
    ]) {
      await page.evaluate((to) => {
        location.href = to
      }, target)
      // The page that asked is still the one that answers.
      expect(await page.evaluate(() => document.readyState)).toBe('complete')
      expect(page.url()).toBe(url)
    }
  }
  expect((await desktopOf(alice.app).windows()).map(({ url }) => url)).toEqual(before.map(({ url }) => url))
  expect(await desktopOf(alice.app).externalRequests()).toEqual([])
  expect(await desktopOf(alice.app).calls('shell.openExternal')).toEqual([])
})

test('TRUST3 a whole call asks nobody else on the network, and breaks no content policy', async ({
  pair,
}) => {
  const { alice, bob } = pair
  for (const page of allPages(pair)) {
    await page.addInitScript(() => {
      window.violations = []
      document.addEventListener('securitypolicyviolation', (event) =>
        window.violations?.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`),
      )
    })
    await page.reload()
  }
  await alice.windows.main.dialField.waitFor()
  await bob.windows.main.dialField.waitFor()
  await connect(alice, bob)
  await expectSeesAndHears(alice)
  await alice.windows.call.safetyEmoji.click()
  await expect(alice.windows.call.page.getByRole('dialog')).toBeVisible()
  await alice.windows.call.page.keyboard.press('Escape')
  for (const name of ['Recents', 'Settings', 'People'] as const) await alice.windows.main.tab(name).click()
  await alice.windows.main.state.click()
  await expect(alice.windows.main.page.getByRole('menu')).toBeVisible()
  await alice.windows.main.page.keyboard.press('Escape')
  const told = whenShown(bob.windows.call.page, 'hung up.')
  await alice.windows.call.hangUp.click()
  await told
  for (const page of allPages(pair)) expect(await page.evaluate(() => window.violations)).toEqual([])
  for (const { app } of [alice, bob]) expect(await desktopOf(app).externalRequests()).toEqual([])
})

test('TRUST3 the policy is in force: an inline script, a foreign one and a request of the page do nothing', async ({
  pair: { alice },
}) => {
  for (const page of pagesOf(alice)) {
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.inlineRan = true'
      document.head.append(script)
      const foreign = document.createElement('script')
      foreign.src = 'https://example.com/x.js'
      document.head.append(foreign)
      const fetched = await fetch('https://example.com/').then(
        () => true,
        () => false,
      )
      // Playwright's own calls may use eval, so a timer shows what the page may.
      const wasTimerRun = await new Promise<boolean>((resolve) => {
        // oxlint-disable-next-line typescript/no-implied-eval -- what the policy must stop
        setTimeout('window.timerRan = true')
        setTimeout(() => resolve('timerRan' in window))
      })
      return { inline: 'inlineRan' in window, fetched, wasTimerRun }
    })
    expect(ran).toEqual({ inline: false, fetched: false, wasTimerRun: false })
  }
  expect(await desktopOf(alice.app).externalRequests()).toEqual([])
})

test('TRUST3 the page has two functions of the app and nothing of Node', async ({ pair: { alice } }) => {
  for (const page of pagesOf(alice)) {
    const found = await page.evaluate(() => ({
      bridge: Object.keys({ ...(Reflect.get(window, 'ahoyBridge') as object) }).toSorted(),
      foreign: ['require', 'process', 'Buffer', 'module', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
    }))
    expect(found).toEqual({ bridge: ['onFrame', 'send'], foreign: [] })
  }
})

/** Sends one raw frame over the page's own bridge; resolves with main's answer to it. */
const sendRaw = (page: Page, procedure: string, input: object): Promise<unknown> =>
  page.evaluate(
    (call) =>
      new Promise<unknown>((resolve) => {
        type Bridge = {
          readonly send: (frame: string) => void
          readonly onFrame: (listener: (frame: string) => void) => () => void
        }
        const bridge = Object(Reflect.get(window, 'ahoyBridge')) as Bridge
        const id = 900_000 + Math.floor(Math.random() * 99_999)
        const stop = bridge.onFrame((text) => {
          const frame = JSON.parse(text) as {
            readonly type: string
            readonly id?: number
            readonly result?: unknown
          }
          if (frame.type !== 'answer' || frame.id !== id) return
          stop()
          resolve(frame.result)
        })
        bridge.send(JSON.stringify({ type: 'call', id, ...call }))
      }),
    { procedure, input },
  )

test('TRUST3 a page is refused what belongs to another window, and odd frames do no harm', async ({
  pair: { alice, bob },
}) => {
  const refused = { ok: false, error: { kind: 'not-allowed' } }
  const { main, ring, call } = alice.windows
  expect(await sendRaw(ring.page, 'settings.set', { theme: 'dark' })).toMatchObject(refused)
  expect(await sendRaw(ring.page, 'call.dial', { to: '@bob', media: 'video' })).toMatchObject(refused)
  expect(await sendRaw(call.page, 'policy.set', { isCallingOn: false })).toMatchObject(refused)
  expect(
    await sendRaw(main.page, 'media.report', {
      callId: '0'.repeat(32),
      attempt: 1,
      report: { type: 'wrong-fingerprint' },
    }),
  ).toMatchObject(refused)
  expect(await sendRaw(main.page, 'call.dial', { to: 7, media: 'smell' })).toMatchObject({ ok: false })

  for (const page of pagesOf(alice))
    await page.evaluate(() => {
      const bridge = Object(Reflect.get(window, 'ahoyBridge')) as { readonly send: (frame: unknown) => void }
      const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
      const odd = [
        '',
        'null',
        '{}',
        '{"type":"call"}',
        '{"type":"call","id":-1,"procedure":"snapshot.get"}',
        '{"type":"call","id":1,"procedure":"__proto__","input":{}}',
        '{"type":"call","id":1,"procedure":"constructor","input":{"__proto__":{"x":1}}}',
        `{"type":"call","id":1,"procedure":"call.dial","input":${deep}}`,
        'x'.repeat(70_000),
        null,
        7,
        { type: 'call' },
      ]
      for (const frame of odd) {
        try {
          bridge.send(frame)
        } catch {
          // Refused on the page's side already.
        }
      }
    })
  for (const role of WINDOW_ROLES) expect((await windowOf(alice.app, role)).isCrashed).toBe(false)
  await expect(main.page.getByText(/^Everyone on .* can ring you$/)).toBeVisible()
  await connect(alice, bob)
})

test('TRUST3 no page gets a permission, but the call page the devices of its call', async ({
  pair: { alice },
}) => {
  for (const page of pagesOf(alice)) {
    const answers = await page.evaluate(async () => {
      const stateOf = async (name: string) =>
        (await navigator.permissions.query({ name: name as PermissionName })).state
      const located = await new Promise<string>((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('denied'),
        ),
      )
      const opened = await navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(
        () => 'granted',
        (error: unknown) => (error instanceof DOMException ? error.name : 'other'),
      )
      return {
        geolocation: await stateOf('geolocation'),
        notifications: await stateOf('notifications'),
        asked: await Notification.requestPermission(),
        located,
        opened,
      }
    })
    expect(answers).toEqual({
      geolocation: 'denied',
      notifications: 'denied',
      asked: 'denied',
      located: 'denied',
      opened: 'NotAllowedError',
    })
  }
})
