import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Handle } from '../../src/contract/ids.ts'
import { RESET_CODE_MS } from '../../src/directory/accounts/resets.ts'
import { EXIT, runCommand } from '../../src/directory/cli/run.ts'
import { type RunningDirectory, startDirectory } from '../../src/directory/directory.ts'
import { silentLog } from '../../src/directory/log.ts'
import { createEngineRig, type EngineRig, signUp, until } from '../support/engine-rig.ts'

let dataDir = ''
let directory: RunningDirectory
let alice: EngineRig
let bob: EngineRig
const rigs: EngineRig[] = []

const open = async (disk?: EngineRig['disk']) => {
  const rig = await createEngineRig(() => directory.url, disk ? { disk } : {})
  rigs.push(rig)
  return rig
}
const lastCall = (rig: EngineRig) => rig.engine.get('calls').calls.at(-1)
const endOf = (rig: EngineRig) => {
  const phase = lastCall(rig)?.phase
  return phase?.kind === 'ended' ? phase.reason : null
}
const dial = (rig: EngineRig, to: string) =>
  rig.engine.intents['call.dial']({ to, media: 'audio', pass: null })
const isOnline = (rig: EngineRig) => rig.engine.get('connection').kind === 'online'

/** The command as an administrator types it, on the data of the directory that is running. */
async function reset(handle: string, nowMs = Date.now()) {
  const said: string[] = []
  const complaints: string[] = []
  const exit = await runCommand(['reset', handle, '--data', dataDir], {
    say: (line) => void said.push(line),
    complain: (line) => void complaints.push(line),
    log: silentLog,
    version: '0',
    nowMs: () => nowMs,
    stopped: Promise.resolve(),
    startEcho: () => ({ close: async () => {} }),
  })
  return { exit, code: said[0] ?? '', complaint: complaints[0] ?? '' }
}

async function register(rig: EngineRig, handle: string, invitationCode: string | null) {
  await rig.engine.intents['setup.startDirectory']({})
  const finished = await rig.engine.intents['setup.finish']({
    handle,
    displayName: `New ${handle}`,
    calling: 'everyone',
    invitationCode,
    acceptsPlainKey: false,
  })
  return finished.ok ? 'registered' : finished.error.kind
}

/** They have talked once, so each has pinned the other. */
async function meet() {
  await dial(alice, '@bob')
  await until(() => lastCall(bob)?.phase.kind === 'ringing-in')
  const callId = lastCall(bob)?.callId
  if (!callId) throw new Error('expected a ring')
  await bob.engine.intents['call.accept']({ callId, media: 'audio' })
  await until(() => lastCall(alice)?.phase.kind === 'connecting')
  await alice.engine.intents['call.hangUp']({ callId })
  await until(() => endOf(alice) !== null)
  await alice.engine.intents['call.dismiss']({ callId })
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'ahoy-reset-'))
  const started = await startDirectory({ dataDir, port: 0, registration: 'open' })
  if (!started.ok) throw new Error(started.error.kind)
  directory = started.value
  alice = await open()
  bob = await open()
  await signUp(alice, 'alice')
  await signUp(bob, 'bob')
}, 30_000)

afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.stop()))
  await directory.close()
  rmSync(dataDir, { recursive: true, force: true })
}, 30_000)

describe('an account that is reset while the directory runs', { timeout: 60_000 }, () => {
  it('ID2 TRUST2 its person registers anew with the code, and everybody who knew them is warned', async () => {
    await meet()
    const { exit, code } = await reset('@Bob')
    expect(exit).toBe(EXIT.ok)
    expect(code).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$/)
    // The devices that were signed in go, and do not come back.
    await until(() => bob.engine.get('connection').kind === 'offline', 10_000)
    await bob.engine.intents['connection.retry']({})
    await until(() => {
      const connection = bob.engine.get('connection')
      return connection.kind === 'offline' && connection.why === 'signed-out'
    }, 10_000)

    const fresh = await open()
    await fresh.engine.intents['setup.startDirectory']({})
    expect(await fresh.engine.intents['setup.checkHandle']({ typed: '@bob' })).toEqual({
      ok: true,
      value: { state: 'reset', handle: 'bob' },
    })
    expect(await register(fresh, 'bob', code)).toBe('registered')
    await until(() => isOnline(fresh))

    await dial(alice, '@bob')
    await until(() => endOf(alice) === 'key-changed')
    expect(fresh.engine.get('calls').calls).toEqual([])

    await dial(fresh, '@alice')
    await until(() => lastCall(alice)?.phase.kind === 'ringing-in')
    expect(lastCall(alice)?.peer).toMatchObject({ handle: 'bob', hasChangedKey: true, isFirstContact: false })
    const callId = lastCall(alice)?.callId
    if (!callId) throw new Error('expected a ring')
    await alice.engine.intents['call.decline']({ callId })
    await until(() => endOf(fresh) !== null)

    await alice.engine.intents['people.forget']({ handle: Handle.parse('bob') })
    await dial(fresh, '@alice')
    await until(() => lastCall(alice)?.callId !== callId && lastCall(alice)?.phase.kind === 'ringing-in')
    expect(lastCall(alice)?.peer).toMatchObject({ hasChangedKey: false, isFirstContact: true })
  })

  it('ID2 only the code of the newest reset, of this very handle and once, gives it back', async () => {
    const first = await reset('@bob')
    const second = await reset('@bob')
    const other = await reset('@alice')
    const fresh = await open()
    expect(await register(fresh, 'bob', null)).toBe('invitation-needed')
    expect(await register(fresh, 'bob', 'AAAA-AAAA-AAAA-AAAA')).toBe('invitation-refused')
    expect(await register(fresh, 'bob', first.code)).toBe('invitation-refused')
    expect(await register(fresh, 'bob', other.code)).toBe('invitation-refused')
    expect(await register(fresh, 'bob', second.code.toLowerCase().replaceAll('-', ' '))).toBe('registered')
    const late = await open()
    expect(await register(late, 'bob', second.code)).toBe('handle-taken')
  })

  it('ID2 a code is good for seven days', async () => {
    const { code } = await reset('@bob', Date.now() - RESET_CODE_MS - 1)
    expect(await register(await open(), 'bob', code)).toBe('invitation-refused')
  })

  it('ID3 a device that was taken out cannot sign in with its old key, also after a restart', async () => {
    await reset('@bob')
    const again = await open(bob.disk)
    await until(() => {
      const connection = again.engine.get('connection')
      return connection.kind === 'offline' && connection.why === 'signed-out'
    }, 10_000)
    expect(isOnline(alice)).toBe(true)
  })

  it('IT3 a handle that nobody has, or that is the directory’s own, is answered in words', async () => {
    expect(await reset('@nobody')).toMatchObject({
      exit: EXIT.failed,
      complaint: 'Nobody has the handle @nobody here.',
    })
    expect((await reset('@echo')).complaint).toContain('belongs to the directory itself')
    expect((await reset('no handle')).exit).toBe(EXIT.usage)
  })
})
