import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { register } from '../integration/directory-stage.ts'
import { type AhoyApp, launchAhoy } from '../support/ahoy-app.ts'
import { dialField, firstRun } from '../support/ahoy-person.ts'
import { type DelayProxy, openDelayProxy } from './delay-proxy.ts'
import { arm, type CallRow, pressedAt, recorded, recordPage, headedAt, toRow } from './page-recorder.ts'
import type { DirectoryFacts, DirectorySetup } from './serve-directory.ts'
import { startServerProcess } from './server-process.ts'
import { stageOf } from './stage-of.ts'

/** Long enough to look at a ringing window, and for both ways to get ready as far as they do. */
export const RING_MS = 1_500

export type AhoyPair = {
  readonly proxy: DelayProxy
  /** One whole call: how long it took to ring, and from Accept to each side's first media. */
  readonly call: (roundTripMs: number) => Promise<CallRow & { readonly dialToRingMs: number }>
  /** From the press of Enter to the words that say that the other is offline. */
  readonly callOffline: () => Promise<number>
  readonly close: () => Promise<void>
}

const CALLER = { handle: 'alice', name: 'Alice Martin' }
const CALLEE = { handle: 'bob', name: 'Bob Tanaka' }
const ABSENT = 'carol'

/** Two apps and a directory with its database on disk, in a process of its own, behind the proxy whose name it bears. */
export async function openAhoyPair(browserFlags: readonly string[]): Promise<AhoyPair> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ahoy-bench-'))
  const proxy = await openDelayProxy()
  const address = `127.0.0.1:${proxy.port}`
  const setup: DirectorySetup = { dataDir, host: address, port: 0, isUnbounded: true }
  const directory = await startServerProcess<DirectoryFacts>('./serve-directory.ts', setup)
  proxy.forwardTo(directory.facts.port)
  await register(stageOf(directory.facts), ABSENT)
  const apps: AhoyApp[] = []
  const close = async () => {
    await Promise.all(apps.map((app) => app.close()))
    await directory.stop()
    proxy.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    for (const who of [CALLER, CALLEE]) {
      const env = { ELECTRON_HOST_FLAGS: browserFlags.join(' ') }
      const app = await launchAhoy({ name: who.handle, onlyStandIn: true, env })
      apps.push(app)
      await firstRun(app, who, { kind: 'join', address })
      await watchPages(app)
    }
    const [caller, callee] = apps
    if (!caller || !callee) throw new Error('no apps')
    return {
      proxy,
      call: (roundTripMs) => callOnce(proxy, caller, callee, roundTripMs),
      callOffline: () => callOffline(caller),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function watchPages(app: AhoyApp): Promise<void> {
  const [main, ring, call] = await Promise.all([app.page('main'), app.page('ring'), app.page('call')])
  for (const page of [main, ring, call]) {
    await recordPage(page)
    await page.reload()
  }
  await dialField(main).waitFor()
  await call.waitForFunction(() => window.ahoyCallStatistics !== undefined)
}

async function dialAndPress(caller: AhoyApp, handle: string): Promise<number> {
  const page = await caller.page('main')
  await dialField(page).fill(`@${handle}`)
  await page.getByRole('row', { name: new RegExp(handle, 'i') }).waitFor()
  await arm(page)
  await dialField(page).press('Enter')
  return pressedAt(page)
}

async function callOnce(proxy: DelayProxy, caller: AhoyApp, callee: AhoyApp, roundTripMs: number) {
  proxy.setRoundTrip(roundTripMs)
  const [callerCall, calleeCall, ring] = await Promise.all([
    caller.page('call'),
    callee.page('call'),
    callee.page('ring'),
  ])
  const rings = headedAt(ring, CALLER.name)
  const dialledAtMs = await dialAndPress(caller, CALLEE.handle)
  const ringsAtMs = await rings
  await new Promise((resolve) => setTimeout(resolve, RING_MS))
  for (const page of [callerCall, calleeCall, ring]) await arm(page)
  await ring.getByRole('button', { name: 'Answer with video' }).click()
  const acceptedAtMs = await pressedAt(ring)
  const [atCaller, atCallee] = await Promise.all([recorded(callerCall), recorded(calleeCall)])
  await callerCall.keyboard.press('h')
  proxy.setRoundTrip(0)
  for (const app of [caller, callee]) await becomeIdle(app)
  return {
    ...toRow('ahoy', roundTripMs, acceptedAtMs, { caller: atCaller, callee: atCallee }),
    dialToRingMs: ringsAtMs - dialledAtMs,
  }
}

async function callOffline(caller: AhoyApp): Promise<number> {
  const call = await caller.page('call')
  const told = headedAt(call, 'is offline')
  const dialledAtMs = await dialAndPress(caller, ABSENT)
  const toldAtMs = await told
  await becomeIdle(caller)
  return toldAtMs - dialledAtMs
}

/** Closes the view of the call that is over, and waits until no window has anything of it. */
async function becomeIdle(app: AhoyApp): Promise<void> {
  const [main, ring, call] = await Promise.all([app.page('main'), app.page('ring'), app.page('call')])
  await call.getByRole('button', { name: 'Close', exact: true }).click()
  for (const page of [ring, call])
    await page.waitForFunction(() => document.querySelector('button') === null, undefined, { polling: 50 })
  await dialField(main).fill('')
}
