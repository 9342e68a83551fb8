import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { Sha256 } from '../../src/contract/ids.ts'
import { createFollowUps } from '../../src/directory/store/follow-ups.ts'
import { migrate } from '../../src/directory/store/migrations.ts'
import { DATABASE_FILE, storeOver } from '../../src/directory/store/open-store.ts'
import { adaptDatabase, createLogSync, openSqlite } from '../../src/directory/store/sqlite-dialect.ts'
import type { Store } from '../../src/directory/store/store.ts'

/** A store whose disk is done when a test says so. */
async function openSlowly() {
  const sqlite = openSqlite(':memory:')
  const syncs: PromiseWithResolvers<void>[] = []
  const { db, store } = storeOver(sqlite, adaptDatabase(sqlite), () => {
    const sync = Promise.withResolvers<void>()
    syncs.push(sync)
    return sync.promise
  })
  await migrate(db, 1)
  return {
    store,
    syncs,
    count: () => Number(sqlite.prepare('select count(*) as n from invitations').get()?.['n']),
  }
}

const hash = (digit: string) => Sha256.parse(digit.repeat(64))
const insert = (store: Store, digit: string, told: string[]) =>
  store.transact(
    ({ invitations }) => invitations.insert(hash(digit), 1),
    () => void told.push(digit),
  )

it('NET2 nobody is answered, and nobody else told, before the disk has it; meanwhile others go on', async () => {
  const { store, syncs, count } = await openSlowly()
  const told: string[] = []
  const first = insert(store, 'a', told).then(() => told.push('a is answered'))
  await vi.waitFor(() => expect(syncs).toHaveLength(1))
  const read = store.read(({ accounts }) => accounts.has('ann' as never)).then(() => told.push('read'))
  const second = insert(store, 'b', told)
  await vi.waitFor(() => expect(count()).toBe(2))
  // Committed, and not on the disk: also who only reads may have seen it.
  expect(told).toEqual([])
  expect(syncs).toHaveLength(1)

  syncs[0]?.resolve()
  await first
  expect(told).toEqual(['a', 'a is answered'])
  await vi.waitFor(() => expect(syncs).toHaveLength(2))
  syncs[1]?.resolve()
  await Promise.all([read, second])
  expect(told.toSorted()).toEqual(['a', 'a is answered', 'b', 'read'])
  await store.close()
})

it('NET2 what could not be brought to the disk fails, and what comes after it does not', async () => {
  const { store, syncs } = await openSlowly()
  const told: string[] = []
  const lost = insert(store, 'a', told)
  await vi.waitFor(() => expect(syncs).toHaveLength(1))
  syncs[0]?.reject(new Error('the disk is broken'))
  await expect(lost).rejects.toThrow('the disk is broken')
  const kept = insert(store, 'b', told)
  await vi.waitFor(() => expect(syncs).toHaveLength(2))
  syncs[1]?.resolve()
  await kept
  expect(told).toEqual(['b'])
  await store.close()
})

it.each(Array.from({ length: 12 }, (_, turns) => turns))(
  'NET2 what is committed %i turns after another one is not forgotten, whenever the wait before ends',
  async (turns) => {
    const followed: string[] = []
    const followUps = createFollowUps(() => Promise.resolve())
    const add = (name: string) =>
      followUps.add([{ kind: 'write', follow: () => followed.push(name), fail: () => {} }])
    add('first')
    // oxlint-disable-next-line no-await-in-loop -- one turn of the microtasks after the other
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
    add('second')
    await vi.waitFor(() => expect(followed).toEqual(['first', 'second']))
  },
)

it('NET2 closing waits for the disk', async () => {
  const { store, syncs } = await openSlowly()
  const done: string[] = []
  const inserted = insert(store, 'a', done)
  const closed = store.close().then(() => done.push('closed'))
  await vi.waitFor(() => expect(syncs).toHaveLength(1))
  syncs[0]?.resolve()
  await Promise.all([inserted, closed])
  expect(done).toEqual(['a', 'closed'])
})

it('NET2 the log is there from the first commit on, and what is no log is no success', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ahoy-log-'))
  const path = join(folder, DATABASE_FILE)
  const log = createLogSync(path)
  try {
    expect(() => log.sync()).toThrow(/ENOENT/)
    const sqlite = openSqlite(path)
    sqlite.exec('create table things (id integer primary key)')
    await log.sync()
    sqlite.close()
  } finally {
    log.close()
    rmSync(folder, { recursive: true })
  }
})
