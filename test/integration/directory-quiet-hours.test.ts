import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../support/manual-clock.ts'
import { makeTempFolder } from '../support/temp-folder.ts'
import { relate, ruleFor, setPolicy } from './callers-stage.ts'
import { openStage, register, settle, signIn, type SignedIn, type Stage } from './directory-stage.ts'

const MINUTE_MS = 60_000
/** Paris is an hour ahead of the clock of the tests, which begins at nine. */
const QUIET = { fromMinute: 605, toMinute: 610, timeZone: 'Europe/Paris' }

let clock: ManualClock
let stage: Stage
let ann: SignedIn
let bob: SignedIn

beforeEach(async () => {
  clock = createManualClock()
  stage = await openStage({ clock })
  ann = await signIn(stage, await register(stage, 'ann'))
  bob = await signIn(stage, await register(stage, 'bob'))
  await setPolicy(stage, bob, { quietHours: QUIET })
})
afterEach(() => stage.directory.close())

const watch = (line: SignedIn) => line.rpc.call('presence.watch', { handles: [bob.person.handle] })
const toldTo = (line: SignedIn) =>
  line.heard
    .all('presence.changed')
    .flatMap(({ people }) => people.map(({ reachability }) => reachability.rule))
const wait = async (minutes: number, ...lines: readonly SignedIn[]) => {
  await clock.advanceAndSettle(minutes * MINUTE_MS)
  await settle(...(lines.length > 0 ? lines : [ann]))
}

describe('quiet hours that begin and end while people look on', () => {
  it('CAN2 CAN5 who watches sees the call button change at the minute', async () => {
    expect(await watch(ann)).toMatchObject({ value: { people: [{ presence: 'online' }] } })
    await wait(4)
    expect(toldTo(ann)).toEqual([])
    await wait(1)
    expect(ann.heard.all('presence.changed')).toMatchObject([
      { people: [{ handle: 'bob', presence: 'hidden', reachability: { rule: 'quiet-hours' } }] },
    ])
    await wait(5)
    expect(toldTo(ann)).toEqual(['quiet-hours', 'everyone'])
    expect(await ruleFor(ann, bob.person)).toBe('everyone')
  })

  it('CAN5 a callee who shows no reasons is only not available; who always may ring hears nothing', async () => {
    await setPolicy(stage, bob, { quietHours: QUIET, disclosure: 'plain' })
    const eve = await signIn(stage, await register(stage, 'eve'))
    await relate(stage, bob, eve.person.handle, { exception: 'always' })
    await watch(ann)
    await watch(eve)
    await wait(5, ann, eve)
    expect(toldTo(ann)).toEqual(['not-available'])
    expect(toldTo(eve)).toEqual([])
  })

  it('CAN5 hours that are changed meanwhile count as they are then', async () => {
    await watch(ann)
    await setPolicy(stage, bob, { quietHours: { ...QUIET, fromMinute: 607 } })
    await wait(6)
    expect(toldTo(ann)).toEqual([])
    await wait(1)
    expect(toldTo(ann)).toEqual(['quiet-hours'])
    await setPolicy(stage, bob, { quietHours: null })
    await ann.heard.until('presence.changed', ({ people }) => people[0]?.presence === 'online')
    await wait(10)
    expect(toldTo(ann)).toEqual(['quiet-hours', 'everyone'])
  })

  it('CAN5 many devices are told in turns, and none is left out', async () => {
    const lines: SignedIn[] = []
    for (let n = 0; n < 45; n += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      lines.push(await signIn(stage, await register(stage, `looker_${n}`)))
    await Promise.all(lines.map(watch))
    await clock.advanceAndSettle(5 * MINUTE_MS)
    await settle(...lines)
    const told = lines.filter((line) => toldTo(line).length > 0).length
    expect(told).toBeGreaterThan(0)
    expect(told).toBeLessThanOrEqual(20)
    await clock.advanceAndSettle(200)
    await settle(...lines)
    for (const line of lines) expect(toldTo(line)).toEqual(['quiet-hours'])
  })

  it('CAN5 it is the same after the directory was started again', async () => {
    const dataDir = makeTempFolder()
    const open = () => openStage({ clock, dataDir })
    let other = await open()
    const [cat, dan] = [await register(other, 'cat'), await register(other, 'dan')]
    const before = await signIn(other, dan)
    await setPolicy(other, before, { quietHours: QUIET })
    await other.directory.close()
    other = await open()
    await signIn(other, dan)
    const line = await signIn(other, cat)
    await line.rpc.call('presence.watch', { handles: [dan.handle] })
    await clock.advanceAndSettle(5 * MINUTE_MS)
    await line.heard.until('presence.changed', ({ people }) => people[0]?.reachability.rule === 'quiet-hours')
    await other.directory.close()
    expect(toldTo(line)).toEqual(['quiet-hours'])
  })
})
