import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TIMES } from '../../src/contract/limits.ts'
import { connectRpc, HONEST_ANSWER, type RpcStage } from './rpc-suite-contract.ts'
import { describeHostileRpc } from './rpc-suite-hostile.ts'

const failure = (error: object) => ({ ok: false, error })
const disconnected = failure({ kind: 'disconnected' })

/** What client and server promise, on whatever channel they meet. `openStage` makes a fresh connection. */
export function describeRpc(name: string, openStage: () => Promise<RpcStage>): void {
  describe(`rpc over ${name}`, () => {
    let stage: RpcStage
    beforeEach(async () => {
      stage = await openStage()
    })
    afterEach(() => stage.dispose())

    describeAnswers(() => stage)
    describeEnds(() => stage)
    describeEvents(() => stage)
    describeVersions(() => stage)
    describeHostileRpc(() => stage)
  })
}

function describeAnswers(stage: () => RpcStage): void {
  it('TRUST3 a call is answered, and both sides agree on the version', async () => {
    const { client, callHonestly, clock } = connectRpc(stage())
    expect(await callHonestly()).toEqual(HONEST_ANSWER)
    expect(await client.version).toEqual({ ok: true, value: 1 })
    expect(clock.timerCount()).toBe(0)
  })

  it('TRUST3 calls that are answered in another order find their own answers', async () => {
    const { client, late } = connectRpc(stage())
    const names = ['first', 'second', 'third']
    const answers = names.map((name) => client.call('answer.late', { name }))
    await vi.waitFor(() => expect(late.size).toBe(3))
    for (const name of names.toReversed()) late.get(name)?.()
    expect(await Promise.all(answers)).toEqual(names.map((name) => ({ ok: true, value: { name } })))
  })

  it('TRUST3 a declared failure comes with its details, and nothing that was not declared', async () => {
    const { client } = connectRpc(stage())
    const tooLong = await client.call('text.repeat', { text: 'x'.repeat(30), times: 2 })
    expect(tooLong).toEqual(failure({ kind: 'too-long', limit: 50 }))
    expect(await client.call('text.repeat', { text: 'alice', times: 1 })).toEqual(
      failure({ kind: 'refused' }),
    )
    expect(await client.call('answer.failing', { kind: 'declared' })).toEqual(
      failure({ kind: 'declared', limit: 7 }),
    )
    expect(await client.call('answer.failing', { kind: 'surprise' })).toEqual(failure({ kind: 'internal' }))
  })

  it('TRUST3 bad input is refused with the path, never the value, before a handler sees it', async () => {
    const { client, refused } = connectRpc(stage())
    // @ts-expect-error -- a client that was built without the compiler
    const answer = await client.call('order.list', { items: [{ pin: 1 }, { pin: 'SECRET' }] })
    expect(answer).toEqual(failure({ kind: 'bad-input', path: 'items.1.pin' }))
    expect(refused).toEqual([{ what: 'order.list', where: 'items.1.pin' }])
    // @ts-expect-error -- as above
    expect(await client.call('order.list', 'SECRET')).toEqual(failure({ kind: 'bad-input', path: '' }))
  })

  it('TRUST3 a wrong answer is a failure with the path, never the value', async () => {
    const { client, dropped } = connectRpc(stage())
    expect(await client.call('answer.wrong', {})).toEqual(
      failure({ kind: 'bad-output', path: 'inner.count' }),
    )
    expect(dropped).toEqual([{ what: 'answer', where: 'inner.count' }])
  })

  it('TRUST3 a procedure that the server does not have is told as unknown', async () => {
    const { client } = connectRpc(stage())
    expect(await client.call('new.here', {})).toEqual(failure({ kind: 'unknown-procedure' }))
  })

  it.each(['throws', 'rejects', 'unsendable', 'too-large'] as const)(
    'TRUST3 a handler that is broken (%s) answers internal, tells the server, and costs nobody else anything',
    async (how) => {
      const { client, bugs, callHonestly } = connectRpc(stage())
      expect(await client.call('answer.bug', { how })).toEqual(failure({ kind: 'internal' }))
      expect(bugs).toEqual(['answer.bug'])
      expect(await callHonestly()).toEqual(HONEST_ANSWER)
    },
  )

  it('TRUST3 the gate answers instead of the handler', async () => {
    const { client } = connectRpc(stage())
    expect(await client.call('gate.closed', {})).toEqual(failure({ kind: 'not-allowed' }))
    expect(await client.call('gate.busy', {})).toEqual(failure({ kind: 'rate-limited', retryAfterMs: 1_500 }))
  })
}

function describeEnds(stage: () => RpcStage): void {
  it('TRUST3 a call without an answer ends after 10 s, or after the time that it was given', async () => {
    const { client, clock } = connectRpc(stage())
    const usual = client.call('answer.none', {})
    const short = client.call('answer.none', {}, { timeoutMs: 500 })
    clock.advance(500)
    expect(await short).toEqual(failure({ kind: 'timed-out' }))
    clock.advance(TIMES.rpcMs - 501)
    expect(clock.timerCount()).toBe(1)
    clock.advance(1)
    expect(await usual).toEqual(failure({ kind: 'timed-out' }))
    expect(clock.timerCount()).toBe(0)
  })

  it('TRUST3 an answer that comes too late changes nothing', async () => {
    const { client, clock, late, callHonestly } = connectRpc(stage())
    const answer = client.call('answer.late', { name: 'late' })
    await vi.waitFor(() => expect(late.size).toBe(1))
    clock.advance(TIMES.rpcMs)
    late.get('late')?.()
    expect(await answer).toEqual(failure({ kind: 'timed-out' }))
    expect(await callHonestly()).toEqual(HONEST_ANSWER)
  })

  it.each(['client', 'server'] as const)(
    'NET2 when the %s closes, every call that waits ends as disconnected, and so do later ones',
    async (side) => {
      const { client, server, clock } = connectRpc(stage())
      expect(await client.version).toEqual({ ok: true, value: 1 })
      const waiting = [client.call('answer.none', {}), client.call('answer.late', { name: 'x' })]
      if (side === 'client') client.close()
      else server.close()
      expect(await Promise.all(waiting)).toEqual([disconnected, disconnected])
      expect(clock.timerCount()).toBe(0)
      expect(await client.call('answer.none', {})).toEqual(disconnected)
      expect(clock.timerCount()).toBe(0)
      client.close()
      server.close()
      server.emit('count.changed', { count: 1 })
    },
  )
}

function describeEvents(stage: () => RpcStage): void {
  it('TRUST3 events reach those who listen, in order, until they stop', async () => {
    const { client, server, callHonestly } = connectRpc(stage())
    const heard: string[] = []
    const stop = client.on('count.changed', ({ count }) => heard.push(`a${count}`))
    client.on('count.changed', ({ count }) => heard.push(`b${count}`))
    client.on('name.changed', ({ name }) => heard.push(name))
    server.emit('count.changed', { count: 1 })
    server.emit('name.changed', { name: 'n' })
    await callHonestly()
    stop()
    server.emit('count.changed', { count: 2 })
    await callHonestly()
    expect(heard).toEqual(['a1', 'b1', 'n', 'b2'])
  })

  it('TRUST3 a wrong or unknown event is dropped with its path, never its value, and the next one comes', async () => {
    const { client, server, dropped, callHonestly } = connectRpc(stage())
    const heard: number[] = []
    client.on('count.changed', ({ count }) => heard.push(count))
    server.emit('count.changed', { count: 'SECRET' })
    server.emit('other.changed', { secret: 'SECRET' })
    server.emit('count.changed', { count: 3, more: 'unknown keys are dropped' })
    await callHonestly()
    expect(heard).toEqual([3])
    expect(dropped).toEqual([
      { what: 'count.changed', where: 'count' },
      { what: 'event', where: 'other.changed' },
    ])
  })
}

function describeVersions(stage: () => RpcStage): void {
  it.each([
    ['older', { lowest: 1, highest: 1 }, { lowest: 2, highest: 3 }, 'us'],
    ['newer', { lowest: 4, highest: 5 }, { lowest: 2, highest: 3 }, 'them'],
  ] as const)(
    'IT3 a client that is %s than the server is told whom to update, and so is the server',
    async (...row) => {
      const [, client, server, update] = row
      const rpc = connectRpc(stage(), { client: { versions: client }, server: { versions: server } })
      expect(await rpc.client.version).toEqual(failure({ kind: 'mismatch', update }))
      await vi.waitFor(() => expect(rpc.mismatches).toEqual([update === 'us' ? 'them' : 'us']))
      const answer = rpc.callHonestly()
      await vi.waitFor(() =>
        expect(rpc.dropped).toEqual([
          { what: 'frame', where: 'version' },
          { what: 'frame', where: 'handshake' },
        ]),
      )
      rpc.clock.advance(TIMES.rpcMs)
      expect(await answer).toEqual(failure({ kind: 'timed-out' }))
    },
  )

  it('IT3 of two ranges the highest common version is taken', async () => {
    const { client, callHonestly } = connectRpc(stage(), {
      client: { versions: { lowest: 1, highest: 7 } },
      server: { versions: { lowest: 3, highest: 5 } },
    })
    expect(await client.version).toEqual({ ok: true, value: 5 })
    expect(await callHonestly()).toEqual(HONEST_ANSWER)
  })
}
