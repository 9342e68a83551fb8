import { expect, it } from 'vitest'
import { CallId, DeviceId, Handle } from '../../src/contract/ids.ts'
import { migrate } from '../../src/directory/store/migrations.ts'
import { storeOver } from '../../src/directory/store/open-store.ts'
import { adaptDatabase, openSqlite } from '../../src/directory/store/sqlite-dialect.ts'

const ann = Handle.parse('ann')
const device = DeviceId.parse('a'.repeat(32))
const callId = CallId.parse('1'.repeat(32))

it('RING1 what is asked of the calls is found by an index that holds little else', async () => {
  const sqlite = openSqlite(':memory:')
  const adapted = adaptDatabase(sqlite)
  const texts = new Set<string>()
  const recording = {
    ...adapted,
    prepare: (sql: string) => {
      texts.add(sql)
      return adapted.prepare(sql)
    },
  }
  const { db, store } = storeOver(sqlite, recording, () => Promise.resolve())
  await migrate(db, 1)
  texts.clear()
  await store.transact(async ({ calls }) => {
    await calls.listLiveOf(ann)
    await calls.countRings('caller', ann)
    await calls.countRings('callee', ann)
    await calls.listFor({ handle: ann, device })
    await calls.acknowledge(device, [callId])
    await calls.forgetEnded(1, 2)
    await calls.forgetBeyond(ann, 3)
    await calls.listLive()
  })
  const plans = [...texts]
    .filter((text) => /^(select|update|delete)/.test(text))
    .map((text) => {
      const nothing = Array.from({ length: text.split('?').length - 1 }, () => null)
      const steps = sqlite.prepare(`explain query plan ${text}`).all(...nothing)
      return steps.flatMap(
        ({ detail }) => /USING (?:COVERING )?INDEX \w+|SCAN \w+$/.exec(String(detail)) ?? [],
      )
    })
  expect(plans).toEqual([
    ['USING INDEX live_calls_by_caller', 'USING INDEX live_calls_by_callee'],
    ['USING INDEX live_calls_by_caller'],
    ['USING INDEX live_calls_by_callee'],
    ['USING INDEX call_devices_to_tell', 'USING INDEX sqlite_autoindex_calls_1'],
    ['USING INDEX sqlite_autoindex_call_devices_1'],
    [
      'USING INDEX ended_calls_by_time',
      'USING INDEX sqlite_autoindex_call_devices_1',
      // Of the devices of a call that is forgotten.
      'USING COVERING INDEX sqlite_autoindex_call_devices_1',
    ],
    ['USING INDEX ended_calls_by_callee'],
    ['USING INDEX live_calls_by_callee'],
  ])
  await store.close()
})
