import { describe, expect, it } from 'vitest'
import { CallId, Signature } from '../../../../src/contract/ids.ts'
import type { DeviceEvent } from '../../../../src/directory/bus/bus.ts'
import { createOutbox } from '../../../../src/directory/sessions/outbox.ts'
import { settlePromises } from '../../../support/manual-clock.ts'

const event = (digit: string): DeviceEvent => ({
  name: 'call.message',
  payload: {
    callId: CallId.parse(digit.repeat(32)),
    message: { text: 'text', signature: Signature.parse('A'.repeat(86)) },
  },
})

function openOutbox(maxItems?: number) {
  const sent: DeviceEvent[] = []
  const bugs: unknown[] = []
  let fullCount = 0
  const outbox = createOutbox({
    emit: (each) => sent.push(each),
    onFull: () => {
      fullCount += 1
    },
    onBug: (error) => bugs.push(error),
    ...(maxItems === undefined ? {} : { maxItems }),
  })
  return { outbox, sent, bugs, fullCount: () => fullCount }
}

describe('outbox', () => {
  it('ID3 nothing leaves before it is opened, and nothing in the turn in which it came', async () => {
    const { outbox, sent } = openOutbox()
    outbox.add({ kind: 'event', event: event('1') })
    await settlePromises()
    expect(sent).toEqual([])
    outbox.open()
    await Promise.resolve()
    expect(sent).toEqual([])
    await settlePromises()
    expect(sent).toEqual([event('1')])
  })

  it('RING3 what is read late keeps its place', async () => {
    const { outbox, sent } = openOutbox()
    outbox.open()
    const slow = Promise.withResolvers<DeviceEvent>()
    outbox.add({ kind: 'fresh', topic: 'calls', read: () => slow.promise })
    outbox.add({ kind: 'event', event: event('2') })
    await settlePromises()
    expect(sent).toEqual([])
    slow.resolve(event('1'))
    await settlePromises()
    expect(sent).toEqual([event('1'), event('2')])
  })

  it('TRUST3 the same topic in a row is read once, after another event again', async () => {
    const { outbox, sent } = openOutbox()
    let reads = 0
    const fresh = { kind: 'fresh', topic: 'calls', read: async () => event(String((reads += 1))) } as const
    for (const item of [fresh, fresh, fresh]) outbox.add(item)
    outbox.add({ kind: 'event', event: event('9') })
    outbox.add(fresh)
    outbox.open()
    await settlePromises()
    await settlePromises()
    expect(sent).toEqual([event('1'), event('9'), event('2')])
  })

  it('TRUST3 a device that does not follow is given up', async () => {
    const { outbox, fullCount } = openOutbox(2)
    for (const digit of ['1', '2', '3']) outbox.add({ kind: 'event', event: event(digit) })
    expect(fullCount()).toBe(1)
  })

  it('TRUST3 a payload that cannot be read is a bug, and stops nothing', async () => {
    const { outbox, sent, bugs } = openOutbox()
    outbox.open()
    outbox.add({ kind: 'fresh', topic: 'calls', read: () => Promise.reject(new Error('no database')) })
    outbox.add({ kind: 'event', event: event('1') })
    await settlePromises()
    expect(bugs).toEqual([new Error('no database')])
    expect(sent).toEqual([event('1')])
    outbox.close()
    outbox.add({ kind: 'event', event: event('2') })
    await settlePromises()
    expect(sent).toEqual([event('1')])
  })
})
