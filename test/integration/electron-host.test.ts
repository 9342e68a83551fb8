import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type LaunchOptions, launchHost, type ReadyHostApp, startHost } from '../electron-host/launch.ts'

const appDir = fileURLToPath(new URL('../electron-host/fixture-app', import.meta.url))

/** What the fixture app's main process puts on its global object. */
type FixtureGlobals = {
  readonly seen: Readonly<
    Record<
      'second' | 'navigations' | 'permissions' | 'gone' | 'urls' | 'events' | 'tray' | 'notification',
      unknown[]
    >
  >
  isGranted: { audio: boolean; video: boolean }
  readonly isSameElectron: boolean
  openWindow(name: string): void
  notify(): void
  usePackages(): Promise<unknown>
  readonly misuse: Readonly<Record<string, () => unknown>>
  startChild(): Promise<number>
  askChild(message: unknown): Promise<unknown>
  seal(text: string): Promise<string>
  unseal(base64: string): Promise<unknown>
}

const folders: string[] = []
const running: { close(): Promise<unknown> }[] = []

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'electron-host-'))
  folders.push(folder)
  return folder
}

async function launch(options: Partial<LaunchOptions> = {}): Promise<ReadyHostApp> {
  const app = await launchHost({ appDir, userDataDir: makeFolder(), ...options })
  running.push(app)
  await vi.waitFor(async () => expect((await app.control.windows())[0]?.isVisible).toBe(true), {
    timeout: 10_000,
  })
  return app
}

const seenBy = (app: ReadyHostApp) => app.control.run(() => (globalThis as unknown as FixtureGlobals).seen)

/** Runs code in the page of the first window, or of the window of this number. */
const inPage = (app: ReadyHostApp, code: string, index = 0): Promise<unknown> =>
  app.control.run(
    ({ BrowserWindow }, { code, index }) =>
      BrowserWindow.getAllWindows()[index]?.webContents.executeJavaScript(`(async () => (${code}))()`, true),
    { code, index },
  )

const setGranted = (app: ReadyHostApp, audio: boolean, video: boolean): Promise<unknown> =>
  app.control.run(
    (_electron, granted) => Object.assign((globalThis as unknown as FixtureGlobals).isGranted, granted),
    { audio, video },
  )

const askForMedia = (constraints: string): string =>
  `navigator.mediaDevices.getUserMedia(${constraints}).then((s) => s.getTracks().map((t) => t.kind).sort().join(), (e) => e.name)`

function isAlive(pid: number): boolean {
  const lines = execFileSync('ps', ['-eo', 'pid=,stat='], { encoding: 'utf8' }).split('\n')
  return lines.some((line) => Number.parseInt(line, 10) === pid && !line.includes('Z'))
}

function processesOfGroup(groupId: number): string[] {
  const lines = execFileSync('ps', ['-eo', 'pgid=,stat=,args='], { encoding: 'utf8' }).split('\n')
  return lines.filter((line) => Number.parseInt(line, 10) === groupId && !/^\s*\d+\s+Z/.test(line))
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

describe('one running app', () => {
  let app: ReadyHostApp

  beforeAll(async () => {
    app = await launch()
  })
  afterAll(() => app.close())

  it('HOST1 import and require give the same electron, and a window opens on the app’s own scheme', async () => {
    expect(await app.control.run(() => (globalThis as unknown as FixtureGlobals).isSameElectron)).toBe(true)
    await expect
      .poll(async () => (await app.control.windows())[0])
      .toMatchObject({
        title: 'Fixture page',
        firstTitle: 'one',
        url: 'fixture-app://main/page.html?name=one#top',
        isVisible: true,
        isFocused: false,
        bounds: { width: 420, height: 300 },
      })
    expect(await app.control.calls('BrowserWindow.showInactive')).toHaveLength(1)
    expect(await inPage(app, '[innerWidth, innerHeight].join()')).toBe('420,300')
  })

  it('HOST2 the bridge is there before the page’s first script, and the preload’s own globals are not', async () => {
    expect(await inPage(app, 'atStart')).toEqual({
      bridge: 'object',
      version: 7,
      leak: 'undefined',
      isSecure: true,
    })
  })

  it('HOST2 functions, callbacks, promises and errors pass between the worlds in both directions', async () => {
    expect(await inPage(app, 'bridge.add(2, 3)')).toBe(5)
    expect(await inPage(app, "bridge.later('x')")).toBe('x')
    expect(await inPage(app, "bridge.await(Promise.resolve('y'))")).toBe('got y')
    expect(
      await inPage(
        app,
        'new Promise((done) => bridge.callBack((...args) => done([args[0], args[1].nested[1] instanceof Uint8Array])))',
      ),
    ).toEqual(['from preload', true])
    expect(
      await inPage(
        app,
        '(() => { try { bridge.throwNow() } catch (e) { return [e instanceof RangeError, e.message] } })()',
      ),
    ).toEqual([true, 'too far'])
    expect(
      await inPage(app, '(() => { try { bridge.add(document.body, 1) } catch (e) { return e.message } })()'),
    ).toBe('An object could not be cloned.')
  })

  it('HOST2 what is exposed cannot be changed by the page', async () => {
    expect(await inPage(app, '(bridge.add = () => 0, delete window.bridge, bridge.add(1, 1))')).toBe(2)
  })

  it('HOST3 invoke carries structured data, the sender’s url, and failures in Electron’s words', async () => {
    const answer =
      'bridge.echo({ when: new Date(5), many: new Map([[1, undefined]]), bytes: new Uint8Array([9]) })'
    expect(
      await inPage(
        app,
        `${answer}.then(({ value, url }) => [value.when.getTime(), value.many.has(1), value.bytes[0], url])`,
      ),
    ).toEqual([5, true, 9, 'fixture-app://main/page.html?name=one#top'])
    expect(await inPage(app, 'bridge.fail().catch((e) => e.message)')).toBe(
      "Error invoking remote method 'fail': TypeError: not today",
    )
    expect(await inPage(app, 'bridge.absent().catch((e) => e.message)')).toBe(
      "Error invoking remote method 'absent': Error: No handler registered for 'absent'",
    )
  })

  it('HOST3 events reach the page, replies reach only the asker, and a listener can be taken off', async () => {
    expect(
      await inPage(
        app,
        'new Promise((done) => { const off = bridge.onPong((n) => { off(); done(n) }); bridge.ping(4) })',
      ),
    ).toBe(5)
    await inPage(app, '(bridge.onNews((news) => { window.news = news }), 1)')
    await app.control.run(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.send('news', { today: [1] }),
    )
    await expect.poll(() => inPage(app, 'window.news')).toEqual({ today: [1] })
  })

  it('HOST4 the policy of the scheme’s responses is obeyed', async () => {
    expect(await inPage(app, 'window.inlineRan === undefined')).toBe(true)
    expect(await inPage(app, "getComputedStyle(document.querySelector('h1')).color")).toBe('rgb(1, 2, 3)')
    expect(await inPage(app, "fetch('http://elsewhere.example/').catch((e) => e.name)")).toBe('TypeError')
    expect(await inPage(app, 'violations')).toEqual(
      expect.arrayContaining(['script-src-elem', 'connect-src']),
    )
    expect(await app.control.externalRequests()).toEqual([])
  })

  it('HOST5 the app’s handler is asked before the microphone opens, and its no is a NotAllowedError', async () => {
    await setGranted(app, false, false)
    expect(await inPage(app, askForMedia('{ audio: true }'))).toBe('NotAllowedError')
    expect((await seenBy(app)).permissions.at(-1)).toEqual({
      permission: 'media',
      mediaTypes: ['audio'],
      url: 'fixture-app://main/page.html?name=one#top',
    })
  })

  it('HOST5 audio and video asked together need both, and come when both are granted', async () => {
    await setGranted(app, true, false)
    expect(await inPage(app, askForMedia('{ audio: true, video: true }'))).toBe('NotAllowedError')
    await setGranted(app, true, true)
    expect(await inPage(app, askForMedia('{ audio: true, video: true }'))).toBe('audio,video')
    await setGranted(app, false, false)
    expect(await inPage(app, askForMedia('{ audio: true }'))).toBe('NotAllowedError')
  })

  it('HOST5 a document that loads while the app’s check says no does not end a running track', async () => {
    await setGranted(app, true, true)
    await inPage(
      app,
      'navigator.mediaDevices.getUserMedia({ audio: true }).then((s) => { [window.track] = s.getTracks() })',
    )
    await setGranted(app, false, false)
    await app.control.run(() => (globalThis as unknown as FixtureGlobals).openWindow('other'))
    await expect.poll(async () => (await app.control.windows())[1]?.isVisible).toBe(true)
    expect(
      await inPage(
        app,
        "navigator.permissions.query({ name: 'microphone' }).then((status) => status.state)",
        1,
      ),
    ).toBe('denied')
    expect(await inPage(app, askForMedia('{ audio: true }'), 1)).toBe('NotAllowedError')
    expect(await inPage(app, 'track.readyState')).toBe('live')
    await app.control.closeWindow((await app.control.windows())[1]?.id ?? 0)
  })

  it('HOST5 a screen is shared only when the app says so and chooses a source', async () => {
    const share =
      'navigator.mediaDevices.getDisplayMedia({ video: true }).then((s) => s.getVideoTracks().length, (e) => e.name)'
    await setGranted(app, false, false)
    expect(await inPage(app, share)).toBe('NotAllowedError')
    expect((await seenBy(app)).permissions.at(-1)).toMatchObject({ permission: 'display-capture' })
    await setGranted(app, false, true)
    expect(await inPage(app, share)).toBe(1)
    await app.control.run(({ session }) => session.defaultSession.setDisplayMediaRequestHandler(null))
    expect(await inPage(app, share)).toBe('NotSupportedError')
  })

  it('HOST4 workers and worklets load from the app’s own scheme', async () => {
    const worker =
      "new Promise((done) => { new Worker('worker.js').onmessage = (event) => done(event.data) })"
    expect(await inPage(app, worker)).toBe('worker runs')
    expect(
      await inPage(app, "new AudioContext().audioWorklet.addModule('worklet.js').then(() => 'loaded')"),
    ).toBe('loaded')
  })

  it('HOST6 a link away is refused where the app prevents it, and the page stays', async () => {
    await inPage(app, "(document.querySelector('#away').click(), 1)")
    await expect.poll(async () => (await seenBy(app)).navigations).toContain('http://away.example/')
    expect((await app.control.windows())[0]?.url).toBe('fixture-app://main/page.html?name=one#top')
    expect(await inPage(app, "document.querySelector('h1').textContent")).toBe('Fixture')
    expect(await app.control.externalRequests()).toEqual([])
  })

  it('HOST6 a pop-up is put before the app’s handler and loads nothing when denied', async () => {
    await inPage(app, "(window.open('http://opened.example/'), document.querySelector('#pop').click(), 1)")
    await expect
      .poll(async () => (await seenBy(app)).events)
      .toEqual(['open http://opened.example/', 'open http://popup.example/'])
    expect(await app.control.externalRequests()).toEqual([])
    expect(await app.control.windows()).toHaveLength(1)
  })

  it('HOST7 a second window is a page of its own; both talk to the same main process', async () => {
    await app.control.run(() => (globalThis as unknown as FixtureGlobals).openWindow('two'))
    await expect.poll(async () => (await app.control.windows())[1]?.isVisible).toBe(true)
    const urls = await Promise.all(
      [0, 1].map((index) => inPage(app, 'bridge.echo(1).then((answer) => answer.url)', index)),
    )
    expect(urls).toEqual([
      'fixture-app://main/page.html?name=one#top',
      'fixture-app://main/page.html?name=two#top',
    ])
    await inPage(app, '(window.close(), 1)', 1)
    await expect.poll(async () => (await app.control.windows()).length).toBe(1)
  })

  it('HOST8 a test tool attaches to the same browser and sees the app’s page', async () => {
    const browser = await chromium.connectOverCDP(app.cdpUrl)
    const page = browser
      .contexts()[0]
      ?.pages()
      .find((candidate) => candidate.url().includes('name=one'))
    expect(await page?.getByRole('heading', { name: 'Fixture' }).textContent()).toBe('Fixture')
    await browser.close()
    expect(await inPage(app, 'bridge.add(1, 2)')).toBe(3)
  })

  it('HOST9 a crashed page is told to the app, and a reload brings it back', async () => {
    await app.control.crashWindow(1)
    await expect.poll(async () => (await seenBy(app)).gone).toEqual(['crashed'])
    expect((await app.control.windows())[0]?.isCrashed).toBe(true)
    await app.control.run(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload())
    await expect
      .poll(() => inPage(app, 'bridge.echo(7).then((answer) => answer.value)').catch(() => 'not yet'))
      .toBe(7)
    expect((await app.control.windows())[0]?.isCrashed).toBe(false)
  })

  it('HOST10 tray items are listed and clicked, a disabled one cannot be', async () => {
    const [tray] = await app.control.trays()
    expect(tray).toMatchObject({ toolTip: 'Fixture', image: 'tray.png' })
    expect(tray?.menu.map((item) => item.label)).toEqual(['Say hello', '', 'More', 'Never'])
    await app.control.clickTray()
    await app.control.clickTrayItem({ id: 'hello' })
    await app.control.clickTrayItem({ label: 'Quiet' })
    await expect(app.control.clickTrayItem({ label: 'Never' })).rejects.toThrow('is disabled')
    expect((await seenBy(app)).tray).toEqual(['icon', 'hello', 'quiet true'])
  })

  it('HOST11 a notification’s button tells the app its index and takes it away', async () => {
    await app.control.run(() => (globalThis as unknown as FixtureGlobals).notify())
    const [notification] = await app.control.notifications()
    expect(notification).toMatchObject({ title: 'Ring', actions: ['Answer', 'Decline'], isShown: true })
    await app.control.pressNotificationAction(notification?.id ?? 0, 1)
    await expect.poll(async () => (await seenBy(app)).notification).toEqual(['show', 'action 1', 'close'])
    await expect(app.control.clickNotification(notification?.id ?? 0)).rejects.toThrow('No notification')
  })

  it('HOST12 a utility process gets messages, arguments and an end', async () => {
    const answer = await app.control.run(() => (globalThis as unknown as FixtureGlobals).askChild({ n: [1] }))
    expect(answer).toEqual({ answers: [{ heard: { n: [1] }, argv: ['one'], type: 'utility' }] })
  })

  it('HOST1 packages that import electron themselves run: electron-store and electron-log', async () => {
    const userData = await app.control.run(({ app: electronApp }) => electronApp.getPath('userData'))
    expect(await app.control.run(() => (globalThis as unknown as FixtureGlobals).usePackages())).toEqual({
      stored: 3,
      storePath: join(userData, 'kept.json'),
      logPath: join(userData, 'logs', 'main.log'),
    })
  })

  it('HOST18 the system’s theme, links and shortcuts come from the test', async () => {
    await app.control.setDark(true)
    await expect.poll(() => inPage(app, "matchMedia('(prefers-color-scheme: dark)').matches")).toBe(true)
    await app.control.openUrl('fixture:@alice')
    expect((await seenBy(app)).urls).toEqual(['fixture:@alice'])
    await app.control.takeShortcut('Alt+A')
    expect(
      await app.control.run(({ globalShortcut }) =>
        ['Alt+A', 'Alt+B'].map((keys) => globalShortcut.register(keys, () => {})),
      ),
    ).toEqual([false, true])
    expect(await app.control.shortcuts()).toEqual(['Alt+B'])
    await app.control.answerNextDialog({ kind: 'message', response: 1 })
    const ask = () =>
      app.control.run(({ dialog }) =>
        dialog.showMessageBox({ message: '?', buttons: ['No', 'Yes'], cancelId: 0 }),
      )
    expect([await ask(), await ask()].map(({ response }) => response)).toEqual([1, 0])
  })

  it('HOST13 a second instance hands its arguments to the first and ends without a browser', async () => {
    const userDataDir = await app.control.run(({ app: electronApp }) => electronApp.getPath('userData'))
    const second = startHost({ appDir, userDataDir, args: ['fixture:@alice'] })
    expect(await second.waitForExit()).toEqual({ code: 0, signal: null })
    await expect
      .poll(async () => (await seenBy(app)).second)
      .toEqual([{ argv: [process.execPath, appDir, 'fixture:@alice'], data: { from: 'second' } }])
  })

  it.each([
    ['app', 'app.getGPUInfo'],
    ['module', 'desktopCapturer.getSources'],
    ['instance', 'BrowserWindow.capturePage'],
    ['static', 'BrowserWindow.fromSomething'],
    ['event', "app event 'gpu-info-update'"],
    ['option', 'webPreferences.sandbox: false'],
  ])('HOST14 what the stand-in lacks throws by its name: %s', async (misuse, name) => {
    const run = app.control.run(
      (_electron, key) => (globalThis as unknown as FixtureGlobals).misuse[key]?.(),
      misuse,
    )
    await expect(run).rejects.toThrow(`electron-host: ${name} is not implemented`)
  })
})

describe('starting and ending', () => {
  afterEach(async () => {
    await Promise.all(running.splice(0).map((app) => app.close()))
  })

  it('HOST15 a secret survives a restart, and another key store’s is refused', async () => {
    const userDataDir = makeFolder()
    const first = await launch({ userDataDir })
    const sealed = await first.control.run(() => (globalThis as unknown as FixtureGlobals).seal('the key'))
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('the key')
    await first.close()
    const second = await launch({ userDataDir })
    const unseal = (app: ReadyHostApp) =>
      app.control.run((_electron, text) => (globalThis as unknown as FixtureGlobals).unseal(text), sealed)
    expect(await unseal(second)).toEqual({ result: 'the key', shouldReEncrypt: false })
    await second.close()
    const third = await launch({ userDataDir, safeStorage: 'basic_text' })
    await expect(unseal(third)).rejects.toThrow('decrypting')
  })

  it('HOST5 without fake devices a granted microphone is not found', async () => {
    const app = await launch({ fakeDevices: false })
    await setGranted(app, true, true)
    expect(await inPage(app, askForMedia('{ audio: true }'))).toBe('NotFoundError')
  })

  it('HOST16 closing leaves no process behind', async () => {
    const app = await launch()
    const group = await app.control.browserPid()
    expect(processesOfGroup(group).length).toBeGreaterThan(1)
    expect(await app.close()).toEqual({ code: 0, signal: null })
    // Those that were killed may still be dying.
    await expect.poll(() => processesOfGroup(group), { timeout: 5_000 }).toEqual([])
  })

  it('HOST16 a killed app takes its browser and its utility processes along', async () => {
    const app = await launch()
    const group = await app.control.browserPid()
    const child = await app.control.run(() => (globalThis as unknown as FixtureGlobals).startChild())
    app.kill('SIGKILL')
    await app.waitForExit()
    await expect.poll(() => processesOfGroup(group), { timeout: 5_000 }).toEqual([])
    await expect.poll(() => isAlive(child), { timeout: 5_000 }).toBe(false)
  })

  it('HOST16 quit in the app ends everything with code 0', async () => {
    const app = await launch()
    const group = await app.control.browserPid()
    await app.control.quit()
    expect(await app.waitForExit()).toEqual({ code: 0, signal: null })
    // Those that were killed may still be dying.
    await expect.poll(() => processesOfGroup(group), { timeout: 5_000 }).toEqual([])
  })

  it('HOST17 a rejection that nobody handles ends the app with code 1 and a stack', async () => {
    const app = startHost({ appDir, userDataDir: makeFolder(), args: ['--reject'] })
    expect((await app.waitForExit()).code).toBe(1)
    expect(app.stderr()).toMatch(/Unhandled rejection: Error: nobody caught this\n\s+at .*main\.js/)
  })

  it('HOST14 an app that uses what is missing ends before it is ready and names it', async () => {
    const app = startHost({ appDir, userDataDir: makeFolder(), args: ['--unknown-api'] })
    await expect(app.ready).rejects.toThrow(
      'electron-host: app.getApplicationNameForProtocol is not implemented',
    )
    expect((await app.waitForExit()).code).toBe(1)
  })
})
