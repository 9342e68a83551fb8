import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  CallId,
  DeviceId,
  DirectoryHost,
  DisplayName,
  Handle,
  Sha256,
  Signature,
} from '../../src/contract/ids.ts'
import { NO_RELATION } from '../../src/domain/relation.ts'
import { firstChoices } from '../../src/domain/calling-policy.ts'
import { answerRecord, type CallRecord, endRecord } from '../../src/directory/calls/call-record.ts'
import { DATABASE_FILE, openStore } from '../../src/directory/store/open-store.ts'
import { openSqlite } from '../../src/directory/store/sqlite-dialect.ts'
import type { Store, Tables } from '../../src/directory/store/store.ts'

const statement = (text: string) => ({ text, signature: Signature.parse('A'.repeat(86)) })
const [ann, bob] = [Handle.parse('ann'), Handle.parse('bob')]
const device = (digit: string) => DeviceId.parse(digit.repeat(32))
const callId = (number: number) => CallId.parse(number.toString(16).padStart(32, '0'))

const account = (handle: Handle) => ({
  handle,
  displayName: DisplayName.parse('A Name'),
  deviceLists: [statement(`${handle} one`), statement(`${handle} two`)],
  policy: {
    revision: Number.MAX_SAFE_INTEGER,
    isCallingOn: false,
    sources: { addressBook: true, follows: false, verified: true, everyone: false },
    isDoNotDisturb: true,
    quietHours: { fromMinute: 1_380, toMinute: 0, timeZone: 'Europe/Paris' },
    disclosure: 'plain' as const,
  },
  signedPolicy: statement(`${handle} policy`),
  badge: null,
  plan: 'free' as const,
})
const ringing = (number: number, placedAtMs = number): CallRecord => ({
  callId: callId(number),
  caller: ann,
  callerDevice: device('a'),
  callee: bob,
  invitation: statement('invitation'),
  placedAtMs,
  state: { kind: 'ringing' },
})
const answered = (number: number) =>
  answerRecord(ringing(number), { accept: statement('accept'), device: device('b'), atMs: 5 })

/** Reads as the store remembers it and, after a work that was undone, as it is stored: both say the same. */
async function readTwice<T>(store: Store, read: (tables: Tables) => Promise<T>): Promise<T> {
  const remembered = await store.transact(read)
  await expect(store.transact(() => Promise.reject(new Error('undone')))).rejects.toThrow('undone')
  const stored = await store.transact(read)
  expect(stored).toEqual(remembered)
  return stored
}

/** What any store must do. Runs on each kind that there is. */
function describeStore(name: string, openOne: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store
    beforeEach(async () => {
      store = await openOne()
      await store.transact(async ({ accounts }) => {
        await accounts.insert(account(ann), 1)
        await accounts.insert(account(bob), 1)
      })
    })
    afterEach(() => store.close())

    it('NET2 an account comes back as it was stored', async () => {
      const found = await store.transact(({ accounts }) => accounts.find(ann))
      expect(found).toEqual(account(ann))
      const none = await store.transact(({ accounts }) => accounts.find(Handle.parse('eve')))
      expect(none).toBeNull()
      const policies = await store.transact(({ accounts }) =>
        accounts.findPolicies([bob, Handle.parse('eve')]),
      )
      expect([...policies]).toEqual([[bob, account(bob).policy]])
    })

    it('NET2 a call comes back in each state', async () => {
      const over = endRecord(answered(3), 'hung-up', 9)
      const declined = endRecord(ringing(4), 'declined', 9, device('b'))
      for (const record of [ringing(1), answered(2), over, declined]) {
        await store.transact(async ({ calls }) => {
          await calls.insert({ ...record, state: { kind: 'ringing' } }, [device('a')])
          await calls.saveState(record)
        })
        expect(await readTwice(store, ({ calls }) => calls.find(record.callId))).toEqual(record)
      }
      const live = await store.transact(({ calls }) => calls.listLive())
      expect(live.map((record) => record.callId)).toEqual([callId(1), callId(2)])
      expect(await store.transact(({ calls }) => calls.listLiveOf(bob))).toEqual([ringing(1), answered(2)])
    })

    it('NET2 what throws leaves nothing behind, and a call id is used once', async () => {
      const insert = (number: number, mayFail: boolean) =>
        store.transact(async ({ calls }) => {
          await calls.insert(ringing(number), [device('a')])
          if (mayFail) throw new Error('stop')
        })
      await expect(insert(1, true)).rejects.toThrow('stop')
      await insert(1, false)
      await expect(insert(1, false)).rejects.toThrow()
      expect(await store.transact(({ calls }) => calls.listLive())).toHaveLength(1)
    })

    it('NET2 works run one after the other, and so do their consequences', async () => {
      const order: string[] = []
      await Promise.all(
        ['1', '2', '3'].map((number) =>
          store.transact(
            async ({ accounts }) => {
              order.push(`begin ${number}`)
              await accounts.has(ann)
              await accounts.setDisplayName(ann, DisplayName.parse(`Name ${number}`))
              order.push(`end ${number}`)
              return number
            },
            (value) => order.push(`committed ${value}`),
          ),
        ),
      )
      const numbers = ['1', '2', '3']
      expect(order.filter((each) => !each.startsWith('committed'))).toEqual(
        numbers.flatMap((number) => [`begin ${number}`, `end ${number}`]),
      )
      expect(order.filter((each) => each.startsWith('committed'))).toEqual(
        numbers.map((number) => `committed ${number}`),
      )
    })

    it('NET2 of works that came together one that throws is undone alone, and read by none of the others', async () => {
      const rename = (name: string, fails: boolean) =>
        store.transact(async ({ accounts }) => {
          await accounts.setDisplayName(ann, DisplayName.parse(name))
          const found = await accounts.find(ann)
          if (fails) throw new Error('no')
          return found?.displayName
        })
      const read = () => store.transact(async ({ accounts }) => (await accounts.find(ann))?.displayName)
      const outcomes = await Promise.allSettled([rename('First', false), rename('Second', true), read()])
      expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'undone'))).toEqual([
        'First',
        'undone',
        'First',
      ])
      expect(await read()).toBe('First')
    })

    it('NET2 a read sees what came before it once that is durable, and fails alone', async () => {
      const order: string[] = []
      const rename = (name: string) =>
        store.transact(
          ({ accounts }) => accounts.setDisplayName(ann, DisplayName.parse(name)),
          () => order.push(name),
        )
      const read = async (fails = false) => {
        const name = await store.read(async ({ accounts }) => {
          if (fails) throw new Error('no')
          return (await accounts.find(ann))?.displayName
        })
        order.push(`read ${name}`)
        return name
      }
      const together = await Promise.allSettled([rename('First'), read(true), read(), rename('Second')])
      expect(together.map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'fulfilled',
      ])
      // Those that wait for the disk first: a read may see more than had come before it, and never less.
      expect(order).toEqual(['First', 'Second', 'read Second'])
      expect(await read()).toBe('Second')
    })

    it('NET2 reads come in their order, also when there are more of them than share a commit', async () => {
      const order: number[] = []
      const numbers = Array.from({ length: 200 }, (_, number) => number)
      const insert = (number: number) =>
        store.transact(({ calls }) => calls.insert(ringing(number), [device('a')]))
      const counts = await Promise.all(
        numbers.map(async (number) => {
          const inserted = insert(number)
          const live = await store.read(({ calls }) => calls.listLive())
          order.push(number)
          await inserted
          return live.some(({ callId: id }) => id === callId(number))
        }),
      )
      expect(counts.every((isThere) => isThere)).toBe(true)
      expect(order).toEqual(numbers)
    })

    it('TRUST3 rings are counted by each side, and nothing but rings', async () => {
      await store.transact(async ({ calls }) => {
        for (const record of [ringing(1), ringing(2), answered(3), endRecord(ringing(4), 'cancelled', 9)])
          await calls.insert(record, [])
        const live = await calls.listLiveOf(bob)
        expect(live.map((record) => record.callId)).toEqual([1, 2, 3].map(callId))
        expect(await calls.countRings('caller', ann)).toBe(2)
        expect(await calls.countRings('callee', bob)).toBe(2)
        expect(await calls.countRings('callee', ann)).toBe(0)
      })
      const counts = () =>
        readTwice(store, async ({ calls }) => [
          await calls.countRings('caller', ann),
          await calls.countRings('callee', bob),
        ])
      expect(await counts()).toEqual([2, 2])
      await store.transact(({ calls }) => calls.saveState(endRecord(ringing(1), 'cancelled', 9)))
      expect(await counts()).toEqual([1, 1])
      await store.transact(({ calls }) => calls.insert(ringing(5), []))
      expect(await counts()).toEqual([2, 2])
      const undone = store.transact(async ({ calls }) => {
        await calls.insert(ringing(6), [])
        throw new Error('undone')
      })
      await expect(undone).rejects.toThrow('undone')
      expect(await counts()).toEqual([2, 2])
    })

    it('RING10 a device is told of live calls first, then of the newest ended, until it acknowledges', async () => {
      await store.transact(async ({ calls }) => {
        for (const record of [
          endRecord(ringing(1), 'no-answer', 10),
          endRecord(ringing(2), 'offline', 20),
          ringing(3),
          ringing(4, 1),
        ]) {
          await calls.insert(record, [device('a'), device('b')])
        }
        await calls.insert(ringing(5), [device('a')])
      })
      const listFor = (digit: string) =>
        readTwice(store, async ({ calls }) => {
          const records = await calls.listFor({ handle: bob, device: device(digit) })
          return records.map((record) => record.callId)
        })
      expect(await listFor('b')).toEqual([4, 3, 2, 1].map(callId))
      await store.transact(({ calls }) => calls.acknowledge(device('b'), [callId(1), callId(99)]))
      expect(await listFor('b')).toEqual([4, 3, 2].map(callId))
      await store.transact(({ calls }) => calls.saveState(endRecord(ringing(4, 1), 'cancelled', 15)))
      await store.transact(({ calls }) => calls.insert(ringing(6, 2), [device('b')]))
      expect(await listFor('b')).toEqual([6, 3, 2, 4].map(callId))
      expect(await listFor('a')).toEqual([3, 5, 2, 4, 1].map(callId))
    })

    it('ID2 a reset is open until its own code closes it, once and in time; the next one makes that code nothing', async () => {
      const code = (digit: string) => Sha256.parse(digit.repeat(64))
      const finish = (digit: string, atMs: number) =>
        store.transact(({ resets }) => resets.finish(bob, code(digit), atMs))
      const isOpen = () => store.transact(({ resets }) => resets.isOpen(bob))
      expect(await isOpen()).toBe(false)
      expect(await finish('a', 1)).toBe(false)
      await store.transact(({ resets }) => resets.open(bob, code('a'), 100))
      await store.transact(({ resets }) => resets.open(bob, code('b'), 100))
      expect(await isOpen()).toBe(true)
      expect(await store.transact(({ resets }) => resets.isOpen(ann))).toBe(false)
      expect([
        await finish('a', 1),
        await finish('b', 100),
        await finish('b', 99),
        await finish('b', 99),
      ]).toEqual([false, false, true, false])
      expect(await isOpen()).toBe(false)
      expect(await store.transact(({ resets }) => resets.list())).toEqual([{ handle: bob, number: 2 }])
    })

    it('ID2 an account that is replaced is the new one in all its parts, and its calls stay', async () => {
      const anew = {
        handle: bob,
        displayName: DisplayName.parse('Anew'),
        deviceLists: [statement('anew')],
        policy: { ...firstChoices('nobody'), revision: 0 },
        signedPolicy: null,
      }
      await store.transact(({ calls }) => calls.insert(ringing(1), [device('a')]))
      await store.transact(({ accounts }) => accounts.find(bob))
      await store.transact(({ accounts }) => accounts.replace(anew))
      expect(await store.transact(({ accounts }) => accounts.find(bob))).toEqual({
        ...anew,
        badge: null,
        plan: 'free',
      })
      expect(await store.transact(({ accounts }) => accounts.find(ann))).toEqual(account(ann))
      expect(await store.transact(({ calls }) => calls.find(callId(1)))).not.toBeNull()
    })

    it('HIST1 ended calls are forgotten in time, acknowledged ones sooner, live ones never', async () => {
      await store.transact(async ({ calls }) => {
        for (const record of [
          ringing(1),
          endRecord(ringing(2), 'offline', 10),
          endRecord(ringing(3), 'offline', 50),
          endRecord(ringing(4), 'offline', 60),
        ]) {
          await calls.insert(record, [device('a')])
        }
        await calls.acknowledge(device('a'), [callId(3)])
        await calls.forgetEnded(20, 55)
      })
      const left: number[] = []
      await store.transact(async ({ calls }) => {
        for (const number of [1, 2, 3, 4]) if (await calls.find(callId(number))) left.push(number)
      })
      expect(left).toEqual([1, 4])
    })

    it('HIST1 a device that has much to take note of is told all of it in order', async () => {
      const listed = () =>
        readTwice(store, async ({ calls }) => {
          const records = await calls.listFor({ handle: bob, device: device('b') })
          return records.map((record) => record.callId)
        })
      expect(await listed()).toEqual([])
      const numbers = Array.from({ length: 60 }, (_, index) => index + 1)
      for (const number of numbers)
        await store.transact(({ calls }) =>
          calls.insert(endRecord(ringing(number), 'offline', number), [device('b')]),
        )
      expect(await listed()).toEqual(numbers.toReversed().map(callId))
      await store.transact(({ calls }) => calls.acknowledge(device('b'), numbers.slice(2).map(callId)))
      expect(await listed()).toEqual([2, 1].map(callId))
    })

    it('HIST1 of many ended calls to an account the newest are kept', async () => {
      await store.transact(async ({ calls }) => {
        for (let number = 1; number <= 5; number += 1)
          await calls.insert(endRecord(ringing(number), 'offline', number), [device('b')])
        await calls.forgetBeyond(bob, 2)
      })
      const left = await readTwice(store, ({ calls }) => calls.listFor({ handle: bob, device: device('b') }))
      expect(left.map((record) => record.callId)).toEqual([callId(5), callId(4)])
    })

    it('CAN4 a relation comes back as it was signed, its grant spent until a newer one grants anew', async () => {
      const said = { ...NO_RELATION, isFollowed: true, grant: 'once' as const }
      const body = (revision: number) => ({
        handle: ann,
        device: device('a'),
        person: bob,
        revision,
        relation: said,
      })
      const save = (revision: number, grant: 'fresh' | 'spent') =>
        store.transact(({ relations }) =>
          relations.save(body(revision), statement(`of ${revision}`), grant, revision),
        )
      const find = () => store.transact(({ relations }) => relations.find(ann, bob))
      expect(await find()).toBeNull()
      await save(3, 'fresh')
      const stored = { person: bob, revision: 3, relation: said, signed: statement('of 3') }
      expect(await find()).toEqual({ ...stored, isGrantSpent: false, spentCall: null })
      await store.transact(({ relations }) => relations.spendGrant(ann, bob, callId(7)))
      expect(await find()).toEqual({ ...stored, isGrantSpent: true, spentCall: callId(7) })
      await save(4, 'spent')
      expect(await find()).toMatchObject({ revision: 4, isGrantSpent: true, spentCall: callId(7) })
      await save(5, 'fresh')
      expect(await find()).toMatchObject({ revision: 5, isGrantSpent: false })
      const counts = await store.transact(async ({ relations }) => [
        await relations.count(ann),
        await relations.countFollows({ handle: bob, direction: 'followers' }),
        await relations.listFollows({ handle: ann, direction: 'following' }, null, 9),
        [...(await relations.findOf([ann, bob], bob)).keys()],
      ])
      expect(counts).toEqual([{ said: 1, all: 1 }, 1, [bob], [ann]])
    })

    it('CAN3 relations are listed from a mark on, in the order of handles', async () => {
      const save = (person: Handle, mark: number) =>
        store.transact(({ relations }) => {
          const body = { handle: ann, device: device('a'), person, revision: mark, relation: NO_RELATION }
          return relations.save(body, statement(`${person} ${mark}`), 'fresh', mark)
        })
      const list = (since: number, after: Handle | null = null) =>
        store.transact(async ({ relations }) => {
          const rows = await relations.list(ann, { after, since, limit: 9 })
          return rows.map(({ person }) => person)
        })
      const mark = () => store.transact(({ relations }) => relations.mark(ann))
      expect(await mark()).toBe(0)
      const [cat, dan] = [Handle.parse('cat'), Handle.parse('dan')]
      await save(dan, 10)
      await save(bob, 20)
      await save(cat, 20)
      expect(await mark()).toBe(20)
      expect(await list(0)).toEqual([bob, cat, dan])
      expect(await list(0, bob)).toEqual([cat, dan])
      expect(await list(10)).toEqual([bob, cat])
      expect(await list(20)).toEqual([])
      await save(dan, 30)
      expect(await mark()).toBe(30)
      expect(await list(20)).toEqual([dan])
    })

    it('CAN7 a request is one for a pair, and waits until it is answered, withdrawn or too old', async () => {
      const request = { caller: ann, callee: bob, text: 'Hello', atMs: 100, state: 'pending' as const }
      const pending = (sinceMs: number) =>
        store.transact(({ requests }) => requests.listPending(bob, sinceMs, 9))
      await store.transact(({ requests }) => requests.save({ ...request, atMs: 1 }))
      await store.transact(({ requests }) => requests.save(request))
      expect(await pending(0)).toEqual([request])
      expect(await pending(100)).toEqual([])
      await store.transact(({ requests }) => requests.setState(ann, bob, 'never'))
      expect(await pending(0)).toEqual([])
      expect(await store.transact(({ requests }) => requests.listSent(ann, 0, 9))).toEqual([
        { ...request, state: 'never' },
      ])
      expect(await store.transact(({ requests }) => requests.remove(ann, bob))).toBe(true)
      expect(await store.transact(({ requests }) => requests.remove(ann, bob))).toBe(false)
      await store.transact(async ({ requests }) => {
        for (const atMs of [30, 10, 20]) await requests.addCount(ann, atMs)
        await requests.forget(0, 10)
      })
      expect(await store.transact(({ requests }) => requests.listCounts(ann, 0))).toEqual([20, 30])
    })

    it('CAN7 a pass is used once, and by the call that used it; expired ones are forgotten', async () => {
      const passId = Sha256.parse('7'.repeat(64))
      const pass = { handle: bob, device: device('b'), passId, forHandle: null, expiresAtMs: 50 }
      const list = (nowMs: number) => store.transact(({ passes }) => passes.list(bob, nowMs, 9))
      const use = () => store.transact(({ passes }) => passes.use(bob, passId, ann, callId(1), 9))
      await store.transact(({ passes }) => passes.insert(pass, statement('pass'), 1))
      expect(await list(49)).toMatchObject([{ passId, state: { kind: 'unused' } }])
      expect(await list(50)).toEqual([])
      await use()
      await expect(use()).rejects.toThrow()
      expect(await store.transact(({ passes }) => passes.revoke(bob, passId))).toBe(false)
      expect(await store.transact(({ passes }) => passes.findByCall(bob, callId(1)))).toMatchObject({
        state: { kind: 'used', by: ann, atMs: 9 },
        usedCall: callId(1),
      })
      await store.transact(({ passes }) => passes.forget(bob, 50, 9))
      expect(await store.transact(({ passes }) => passes.find(bob, passId))).toBeNull()
    })

    it('ID5 CAN8 badge, plan and the directory’s settings are kept, and each change has a number', async () => {
      const placing = { rule: 'verified', rolloutPercent: 12.5 } as const
      const before = await store.transact(({ administration }) => administration.placing())
      expect(before).toEqual({ rule: 'everyone', rolloutPercent: 100 })
      await store.transact(async ({ accounts, administration }) => {
        await accounts.setBadge(ann, 'subscriber')
        await accounts.setPlan(ann, 'subscriber')
        await administration.noteChange(ann)
        await administration.setPlacing(before)
        await administration.setPlacing(placing)
        await administration.noteChange(null)
      })
      expect(await store.transact(({ accounts }) => accounts.find(ann))).toMatchObject({
        badge: 'subscriber',
        plan: 'subscriber',
      })
      expect(await store.transact(({ administration }) => administration.placing())).toEqual(placing)
      expect(await store.transact(({ administration }) => administration.listChanges(1))).toEqual([
        { number: 2, handle: null },
      ])
    })

    it('ID1 a registration code is used once', async () => {
      const hash = Sha256.parse('1'.repeat(64))
      const use = () => store.transact(({ invitations }) => invitations.use(hash, ann, 2))
      expect(await use()).toBe(false)
      await store.transact(({ invitations }) => invitations.insert(hash, 1))
      expect(await use()).toBe(true)
      expect(await use()).toBe(false)
    })

    it('ID3 the directory has one key', async () => {
      const key = { host: DirectoryHost.parse('a.example'), privateKey: 'key' }
      const insert = () => store.transact(({ directoryKey }) => directoryKey.insert(key, 1))
      expect(await store.transact(({ directoryKey }) => directoryKey.find())).toBeNull()
      await insert()
      await expect(insert()).rejects.toThrow()
      expect(await store.transact(({ directoryKey }) => directoryKey.find())).toEqual(key)
    })
  })
}

async function open(dataDir: string): Promise<Store> {
  const opened = await openStore(dataDir, 1)
  if (!opened.ok) throw new Error(opened.error.kind)
  return opened.value
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ahoy-store-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describeStore('the store in memory', () => open('memory'))
describeStore('the store in a folder', () => open(folder))

describe('the database file', () => {
  it('NET2 what was committed is there for the next process', async () => {
    const first = await open(join(folder, 'deep', 'data'))
    await first.transact(({ accounts }) => accounts.insert(account(ann), 1))
    await first.close()
    const second = await open(join(folder, 'deep', 'data'))
    expect(await second.transact(({ accounts }) => accounts.has(ann))).toBe(true)
    await second.close()
  })

  it('ID3 nobody but its owner may read it, its side files included', async () => {
    const store = await open(folder)
    await store.transact(({ accounts }) => accounts.insert(account(ann), 1))
    for (const suffix of ['', '-wal', '-shm'])
      expect(statSync(join(folder, DATABASE_FILE + suffix)).mode & 0o077).toBe(0)
    await store.close()
  })

  it('NET2 its log is synced by the store, and two processes wait for each other', async () => {
    const store = await open(folder)
    const sqlite = openSqlite(join(folder, DATABASE_FILE))
    expect(sqlite.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(sqlite.prepare('pragma synchronous').get()).toEqual({ synchronous: 1 })
    expect(sqlite.prepare('pragma foreign_keys').get()).toEqual({ foreign_keys: 1 })
    sqlite.exec('begin immediate')
    // Whoever only reads does not wait for one that writes.
    expect(await store.read(({ accounts }) => accounts.find(ann))).toBeNull()
    sqlite.exec('commit')
    await Promise.all([
      store.transact(({ accounts }) => accounts.insert(account(ann), 1)),
      store.transact(({ accounts }) => accounts.insert(account(bob), 1)),
    ])
    expect(sqlite.prepare('select count(*) as count from accounts').get()).toEqual({ count: 2 })
    sqlite.close()
    await store.close()
  })

  it('IT3 a file of something else, and one of a newer version, are left alone', async () => {
    writeFileSync(join(folder, DATABASE_FILE), 'this is no database, and long enough to be looked at')
    expect(await openStore(folder, 1)).toEqual({ ok: false, error: { kind: 'cannot-open' } })
    const newer = join(folder, 'newer')
    await (await open(newer)).close()
    const sqlite = openSqlite(join(newer, DATABASE_FILE))
    sqlite.exec('insert into schema_versions (number, applied_at_ms) values (99, 1)')
    sqlite.close()
    expect(await openStore(newer, 1)).toEqual({ ok: false, error: { kind: 'newer-version' } })
  })
})
