import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '../../src/contract/clock.ts'
import { type RunningDirectory, startDirectory } from '../../src/directory/directory.ts'
import { systemClock } from '../../src/node/clock.ts'
import { ECHO_HANDLE, ECHO_NAME, loadKeys, scopeOf, signDeviceList } from '../../src/echo/identity.ts'
import { CALL_MS } from '../../src/echo/line.ts'
import { openMirrorPage } from '../../src/echo/mirror-page.ts'
import { runEcho } from '../../src/echo/run-echo.ts'
import { type StartedEcho, startEcho } from '../../src/echo/start-echo.ts'
import { createEngineRig, type EngineRig, signUp } from '../support/engine-rig.ts'
import { eventually } from '../support/eventually.ts'
import { makeTempFolder } from '../support/temp-folder.ts'
import { openWeriftPage, type WeriftPage } from '../support/werift-page.ts'

const THREAD = new URL('../../src/echo/thread.ts', import.meta.url)

let directory: RunningDirectory
let echo: Pick<StartedEcho, 'close'>
let warnings: string[]
let callers: { readonly rig: EngineRig; readonly page: WeriftPage }[]

async function openDirectory(dataDir = 'memory') {
  const started = await startDirectory({ dataDir, port: 0, registration: 'open' })
  if (!started.ok) throw new Error(started.error.kind)
  directory = started.value
}
async function start(dataDir = 'memory', threadUrl = THREAD) {
  await openDirectory(dataDir)
  const log = { info: () => {}, warn: (what: string) => warnings.push(what) }
  echo = startEcho({ directory, dataDir, log, threadUrl, random: () => 0 })
}
async function stop() {
  await Promise.all(callers.splice(0).map(leave))
  await echo.close()
  await directory.close()
}
const leave = async ({ rig, page }: { readonly rig: EngineRig; readonly page: WeriftPage }) => {
  page.close()
  await rig.stop()
}

async function joinAs(handle: string, options: Parameters<typeof openWeriftPage>[1] = {}) {
  const rig = await createEngineRig(() => directory.url)
  rig.page.isStuck = true
  const page = openWeriftPage(rig.engine, options)
  const caller = { rig, page }
  callers.push(caller)
  await signUp(rig, handle)
  return caller
}
const echoIsThere = (rig: EngineRig) =>
  eventually(async () => {
    const found = await rig.engine.intents['people.find']({ typed: '@echo' })
    if (!found.ok) return false
    const { exact, matches } = found.value
    const row = exact.kind === 'found' ? exact.person : matches[0]
    return row?.presence === 'online'
  })
const call = (rig: EngineRig) => rig.engine.get('calls').calls.at(-1)
const phase = (rig: EngineRig) => call(rig)?.phase.kind
const dial = (rig: EngineRig, media: 'audio' | 'video' = 'video') =>
  rig.engine.intents['call.dial']({ to: '@echo', media, pass: null })
const hangUp = async (rig: EngineRig) => {
  const callId = call(rig)?.callId
  if (callId) await rig.engine.intents['call.hangUp']({ callId })
}

beforeEach(() => {
  warnings = []
  callers = []
})
afterEach(() => stop())

describe('@echo beside a real directory', { timeout: 60_000 }, () => {
  it('CALL7 answers by itself, and sends voice and picture back', async () => {
    await start()
    const { rig, page } = await joinAs('alice')
    await echoIsThere(rig)
    await dial(rig)
    await eventually(() => phase(rig) === 'connected')
    await eventually(() => page.flow.audio.packetsReceived >= 50 && page.flow.video.packetsReceived >= 50)
    for (const kind of ['audio', 'video'] as const) {
      const { bytesSent, bytesReceived, packetsSent, packetsReceived } = page.flow[kind]
      expect(bytesReceived).toBeGreaterThan(50 * 60)
      expect(bytesReceived).toBeLessThanOrEqual(bytesSent)
      expect(packetsReceived).toBeLessThanOrEqual(packetsSent)
    }
    // Whole and in order, from the first that was sent after the echo had compared the certificate.
    const numbers = page.heard.map((text) => Number(text.split(' ')[1]))
    expect(page.heard[0]).toMatch(/^audio \d+ \.{60}$/)
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
  })

  it('TRUST2 both ends of a mirrored call have the same safety emoji', async () => {
    await start()
    const { rig } = await joinAs('alice')
    const mirror = await createEngineRig(() => directory.url)
    mirror.page.isStuck = true
    const page = openMirrorPage({ engine: mirror.engine, clock: systemClock, offersLoopback: true })
    await signUp(mirror, 'mirror')
    await rig.engine.intents['call.dial']({ to: '@mirror', media: 'video', pass: null })
    await eventually(() => phase(mirror) === 'ringing-in')
    const callId = call(mirror)?.callId
    if (callId) await mirror.engine.intents['call.accept']({ callId, media: 'video' })
    await eventually(() => Boolean(call(rig)?.safetyEmoji) && Boolean(call(mirror)?.safetyEmoji))
    expect(call(rig)?.safetyEmoji).toEqual(call(mirror)?.safetyEmoji)
    page.close()
    await mirror.stop()
  })

  it('TRUST2 a call to the echo has safety emoji', async () => {
    await start()
    const { rig } = await joinAs('alice')
    await echoIsThere(rig)
    await dial(rig, 'audio')
    await eventually(() => Boolean(call(rig)?.safetyEmoji))
    expect(call(rig)?.safetyEmoji).toHaveLength(6)
    expect(call(rig)?.peer).toMatchObject({ handle: 'echo', displayName: 'Echo' })
  })

  it('CALL7 says of itself what the caller says of its microphone and camera', async () => {
    await start()
    const { rig } = await joinAs('alice')
    await echoIsThere(rig)
    await dial(rig)
    await eventually(() => phase(rig) === 'connected')
    const { callId, attempt } = rig.engine.get('media') ?? {}
    if (!callId || !attempt) throw new Error('there is no media session')
    await rig.engine.intents['media.report']({
      callId,
      attempt,
      report: { type: 'capture', microphone: 'on', camera: 'missing' },
    })
    await eventually(() => call(rig)?.remote?.microphone === true && !call(rig)?.remote?.camera)
    expect(call(rig)?.remote).toEqual({ microphone: true, camera: false })
  })

  it('CALL7 a frame that the caller cannot show is asked of the caller', async () => {
    await start()
    const { rig, page } = await joinAs('alice')
    await echoIsThere(rig)
    await dial(rig)
    await eventually(() => page.flow.video.packetsReceived > 0)
    const before = page.keyFramesAsked()
    await eventually(async () => {
      await page.askForKeyFrame()
      return page.keyFramesAsked() > before
    })
    expect(page.keyFramesAsked()).toBeGreaterThan(before)
  })

  it('TRUST1 a connection with another certificate than the signed one gets nothing back', async () => {
    await start()
    const { rig, page } = await joinAs('alice', { forge: true })
    await echoIsThere(rig)
    await dial(rig)
    await eventually(() => phase(rig) === 'ended')
    expect(call(rig)?.phase).toMatchObject({ kind: 'ended', reason: 'insecure' })
    expect(page.flow.audio.packetsReceived + page.flow.video.packetsReceived).toBe(0)
  })

  it('CALL7 several callers are answered at once; one beyond that when a line is free', async () => {
    await start()
    const people = []
    for (const handle of ['alice', 'bob', 'carol', 'dave', 'erin']) people.push(await joinAs(handle))
    const [first, ...others] = people
    const last = others.at(-1)
    if (!first || !last) throw new Error('there are five')
    await echoIsThere(first.rig)
    for (const { rig } of people.slice(0, 4)) {
      await dial(rig, 'audio')
      await eventually(() => phase(rig) === 'connected')
    }
    await dial(last.rig, 'audio')
    await eventually(() => phase(last.rig) === 'ringing-out')
    await hangUp(first.rig)
    await eventually(() => phase(last.rig) === 'connected')
    expect(people.slice(1).map(({ rig }) => phase(rig))).toEqual(others.map(() => 'connected'))
  })

  it('ID3 keeps its identity over a restart, in a file that only its owner reads', async () => {
    const dataDir = makeTempFolder()
    await start(dataDir)
    const before = await joinAs('alice')
    await echoIsThere(before.rig)
    await dial(before.rig, 'audio')
    await eventually(() => phase(before.rig) === 'connected')
    const { disk } = before.rig
    await stop()
    if (process.platform !== 'win32') expect(statSync(join(dataDir, 'echo.json')).mode & 0o777).toBe(0o600)

    await start(dataDir)
    const rig = await createEngineRig(() => directory.url, { disk })
    rig.page.isStuck = true
    const page = openWeriftPage(rig.engine)
    callers.push({ rig, page })
    await eventually(() => rig.engine.get('connection').kind === 'online')
    await echoIsThere(rig)
    await dial(rig, 'audio')
    await eventually(() => phase(rig) === 'connected')
    expect(call(rig)?.peer).toMatchObject({ isFirstContact: false, hasChangedKey: false })
    expect(warnings).toEqual([])
  })

  it('ID2 stays off rather than speak with a new key, and leaves the directory alone', async () => {
    const dataDir = makeTempFolder()
    writeFileSync(join(dataDir, 'echo.json'), '{"version":1,"privateKeys":["nonsense"]}')
    await start(dataDir)
    const { rig } = await joinAs('alice')
    await eventually(() => warnings.length > 0)
    expect(warnings).toEqual(['the echo stays off: its keys cannot be used'])
    expect(readFileSync(join(dataDir, 'echo.json'), 'utf8')).toContain('nonsense')
    const found = await rig.engine.intents['people.find']({ typed: '@echo' })
    expect(found).toMatchObject({ ok: true, value: { exact: { kind: 'not-found' } } })
  })

  it('TRUST3 a thread that dies is started again, and the directory goes on', async () => {
    await start('memory', new URL('data:text/javascript,throw new TypeError("planted")'))
    await eventually(() => warnings.length >= 2)
    expect(new Set(warnings)).toEqual(new Set(['the echo stopped and is started again']))
    const { rig } = await joinAs('alice')
    expect(rig.engine.get('connection').kind).toBe('online')
  })

  it('CALL7 a call ends by itself, so that the line is free for the next', async () => {
    await openDirectory()
    const keys = loadKeys('memory')
    if (!keys.ok) throw new Error(keys.error.kind)
    const { url, host, publicKey } = directory
    const deviceList = signDeviceList(scopeOf(directory), keys.value)
    const deviceLists = await directory.hostAccount({
      handle: ECHO_HANDLE,
      displayName: ECHO_NAME,
      deviceList,
    })
    const limits: number[] = []
    const clock: Clock = {
      ...systemClock,
      setTimer: (delayMs, onFire) => {
        if (delayMs === CALL_MS) limits.push(delayMs)
        return systemClock.setTimer(delayMs === CALL_MS ? 2_000 : delayMs, onFire)
      },
    }
    echo = await runEcho(
      {
        url,
        host,
        publicKey,
        deviceLists: [...deviceLists],
        privateKeys: [...keys.value],
        offersLoopback: true,
      },
      { clock, log: { info: () => {}, warn: (what) => warnings.push(what) } },
    )
    const { rig } = await joinAs('alice')
    await echoIsThere(rig)
    await dial(rig, 'audio')
    await eventually(() => phase(rig) === 'ended')
    expect(call(rig)?.phase).toMatchObject({ kind: 'ended', reason: 'hung-up', by: 'them' })
    expect(limits).toEqual([120_000])
  })
})
