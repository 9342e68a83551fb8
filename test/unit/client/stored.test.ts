import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { EngineStorage } from '../../../src/client/ports.ts'
import { createRecents } from '../../../src/client/recents.ts'
import { createRecordKeeper } from '../../../src/client/record-keeper.ts'
import { createSeenCalls } from '../../../src/client/seen-calls.ts'
import { StoredRecents, StoredSeenCalls } from '../../../src/client/stored-records.ts'
import { DisplayName, Handle, Sha256 } from '../../../src/contract/ids.ts'
import { TIMES } from '../../../src/contract/limits.ts'
import { fail, ok } from '../../../src/contract/result.ts'
import { createManualClock, settlePromises } from '../../support/manual-clock.ts'
import { newCallId } from '../../support/test-account.ts'

const log = { info: () => {}, warn: () => {} }
const HASH = Sha256.parse('a'.repeat(64))
const OTHER_HASH = Sha256.parse('b'.repeat(64))

type SlowDisk = {
  readonly storage: EngineStorage
  readonly written: unknown[]
  /** Ends the write that runs. */
  readonly finish: (outcome?: 'saved' | 'full') => Promise<void>
  readonly running: () => number
}

/** A disk whose writes end when the test says so. */
function createSlowDisk(stored?: unknown): SlowDisk {
  const written: unknown[] = []
  const waiting: ((outcome: 'saved' | 'full') => void)[] = []
  return {
    written,
    running: () => waiting.length,
    finish: async (outcome = 'saved') => {
      waiting.shift()?.(outcome)
      await settlePromises()
    },
    storage: {
      read: () => stored,
      write: (_, value) => {
        written.push(value)
        return new Promise((resolve) =>
          waiting.push((outcome) => resolve(outcome === 'saved' ? ok(null) : fail({ kind: 'cannot-save' }))),
        )
      },
    },
  }
}

/** A disk that writes at once. */
const createDisk = (): { readonly storage: EngineStorage; readonly last: () => unknown } => {
  let value: unknown
  return {
    last: () => value,
    storage: {
      read: () => value,
      write: async (_, next) => {
        value = structuredClone(next)
        return ok(null)
      },
    },
  }
}

describe('a stored record', () => {
  const Numbers = z.array(z.number()).readonly()
  const keep = (disk: SlowDisk) => createRecordKeeper('recents', Numbers, [], { storage: disk.storage, log })

  it('HIST1 one write runs at a time, and the latest value wins', async () => {
    const disk = createSlowDisk()
    const keeper = keep(disk)
    const done: string[] = []
    for (const value of [1, 2, 3]) void keeper.set([value]).then(() => done.push(`saved ${value}`))
    expect(keeper.get()).toEqual([3])
    expect(disk.written).toEqual([[1]])
    await disk.finish()
    expect(done).toEqual(['saved 1'])
    expect(disk.written).toEqual([[1], [3]])
    expect(disk.running()).toBe(1)
    await disk.finish()
    expect(done).toEqual(['saved 1', 'saved 2', 'saved 3'])
    expect(disk.running()).toBe(0)
  })

  it('HIST1 a full disk is told, and the value still holds while the app runs', async () => {
    const disk = createSlowDisk()
    const keeper = keep(disk)
    const result = keeper.set([1])
    await disk.finish('full')
    expect(await result).toEqual({ ok: false, error: { kind: 'cannot-save' } })
    expect(keeper.get()).toEqual([1])
    const next = keeper.set([2])
    await disk.finish()
    expect((await next).ok).toBe(true)
  })

  it('TRUST3 a value that could not be read again is not taken', async () => {
    const disk = createSlowDisk([7])
    const keeper = keep(disk)
    expect((await keeper.set([Number.NaN])).ok).toBe(false)
    expect(keeper.get()).toEqual([7])
    expect(disk.written).toEqual([])
  })

  it('HIST1 what is on the disk and does not fit is left alone until something is stored', () => {
    const disk = createSlowDisk({ of: 'another version' })
    expect(keep(disk).get()).toEqual([])
    expect(disk.written).toEqual([])
  })
})

describe('the memory of invitations', () => {
  const createMemory = (storage = createDisk().storage) => {
    const clock = createManualClock()
    const open = () =>
      createSeenCalls(createRecordKeeper('seen-calls', StoredSeenCalls, [], { storage, log }), clock.nowMs)
    return { clock, open, seen: open() }
  }

  it('TRUST3 an id is new once; another invitation under it, or one that was settled, is a replay', async () => {
    const { seen } = createMemory()
    const callId = newCallId()
    expect(seen.judge(callId, HASH)).toBe('new')
    await seen.note(callId, HASH)
    expect(seen.judge(callId, HASH)).toBe('ringing-still')
    expect(seen.judge(callId, OTHER_HASH)).toBe('replay')
    seen.settle(callId)
    expect(seen.judge(callId, HASH)).toBe('replay')
    await seen.note(callId, HASH)
    expect(seen.judge(callId, HASH)).toBe('replay')
  })

  it('TRUST3 it outlives the app, and is kept a day', async () => {
    const { seen, open, clock } = createMemory()
    const callId = newCallId()
    await seen.note(callId, HASH)
    seen.settle(callId)
    clock.advance(TIMES.replayMemoryMs - 1)
    await seen.note(newCallId(), HASH)
    expect(open().judge(callId, HASH)).toBe('replay')
    clock.advance(1)
    await seen.note(newCallId(), HASH)
    expect(open().judge(callId, HASH)).toBe('new')
  })

  it('TRUST3 noting fails where it cannot be stored', async () => {
    const disk = createSlowDisk()
    const { seen } = createMemory(disk.storage)
    const noted = seen.note(newCallId(), HASH)
    await disk.finish('full')
    expect(await noted).toEqual({ ok: false, error: { kind: 'cannot-save' } })
  })
})

describe('the history', () => {
  const createHistory = (stored: readonly unknown[] = []) => {
    let changes = 0
    const storage = { ...createDisk().storage, read: () => stored }
    const keeper = createRecordKeeper('recents', StoredRecents, [], { storage, log })
    return { recents: createRecents(keeper, () => (changes += 1)), changes: () => changes }
  }
  const recent = (atMs: number, callId = newCallId()) => ({
    callId,
    handle: Handle.parse('alice'),
    displayName: DisplayName.parse('Alice'),
    call: {
      direction: 'incoming' as const,
      media: 'audio' as const,
      outcome: 'missed' as const,
      atMs,
      durationMs: 0,
    },
    isNew: true,
  })

  it('HIST1 is newest first, has each call once, and no more than five hundred', () => {
    const stored = Array.from({ length: 498 }, (_, index) => recent((500 - index) * 2))
    const { recents } = createHistory(stored)
    const twice = recent(1)
    recents.add(twice)
    recents.add({ ...twice, isNew: false })
    expect(recents.all()).toHaveLength(499)
    for (const atMs of [701, 5_000, 33]) recents.add(recent(atMs))
    const times = recents.all().map(({ call }) => call.atMs)
    expect(times).toHaveLength(500)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(recents.has(twice.callId)).toBe(false)
  })

  it('RING10 seen means that nothing is new; removed and cleared calls are gone', () => {
    const { recents, changes } = createHistory()
    const [first, second] = [recent(1), recent(2)]
    recents.add(first)
    recents.add(second)
    recents.markSeen()
    expect(recents.all().some(({ isNew }) => isNew)).toBe(false)
    recents.remove(first.callId)
    expect(recents.all().map(({ callId }) => callId)).toEqual([second.callId])
    recents.clear()
    expect(recents.all()).toEqual([])
    expect(changes()).toBe(5)
  })
})
