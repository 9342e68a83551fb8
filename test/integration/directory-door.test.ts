import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/contract/limits.ts'
import { DEFAULT_LIMITS } from '../../src/directory/limits.ts'
import { createLog } from '../../src/directory/log.ts'
import {
  challengeOn,
  handle,
  openChannel,
  openLine,
  openStage,
  place,
  register,
  settle,
  signIn,
  type Stage,
  viaOf,
} from './directory-stage.ts'

let stage: Stage
let lines: string[] = []

const open = async (limits: Parameters<typeof openStage>[0] = {}) => {
  lines = []
  stage = await openStage({ log: createLog((line) => lines.push(line)), ...limits })
}
afterEach(() => stage.directory.close())

/** The status of an answer to a raw request. */
const statusOf = (request: readonly string[]) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(stage.directory.port, '127.0.0.1')
    socket.once('data', (data) => {
      resolve(data.toString('latin1').split(' ')[1] ?? '')
      socket.destroy()
    })
    socket.once('error', reject)
    socket.write(`${request.join('\r\n')}\r\n\r\n`)
  })
const upgrade = (headers: readonly string[], path = '/device') =>
  statusOf([
    `GET ${path} HTTP/1.1`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  ])

describe('the door', () => {
  it('TRUST3 a web page and a foreign host name get no socket', async () => {
    await open()
    const host = `Host: ${viaOf(stage)}`
    expect(await upgrade([host])).toBe('101')
    expect(await upgrade([host, 'Origin: http://localhost'])).toBe('403')
    expect(await upgrade([host, 'Origin: null'])).toBe('403')
    expect(await upgrade([`Host: evil.example:${stage.directory.port}`])).toBe('403')
    expect(await upgrade([host], '/other')).toBe('404')
  })

  it('TRUST3 a web page and a foreign host name get no answer over HTTP', async () => {
    await open()
    const get = (headers: readonly string[]) =>
      statusOf(['GET /.well-known/ahoy.json HTTP/1.1', 'Connection: close', ...headers])
    expect(await get([`Host: ${viaOf(stage)}`])).toBe('200')
    expect(await get([`Host: ${viaOf(stage)}`, 'Origin: https://page.example'])).toBe('403')
    expect(await get(['Host: evil.example'])).toBe('403')
  })

  it('IT3 it says that it is well, and who it is', async () => {
    await open()
    const base = `http://${viaOf(stage)}`
    expect(await (await fetch(`${base}/healthz`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${base}/.well-known/ahoy.json`)).json()).toEqual({
      host: stage.directory.host,
      publicKey: stage.directory.publicKey,
      protocol: { lowest: 1, highest: 1 },
      registration: 'open',
      devicePath: '/device',
    })
  })

  it('TRUST3 a frame that is too large costs its sender the socket, and nobody else anything', async () => {
    await open()
    const ann = await signIn(stage, await register(stage, 'ann'))
    const { socket, closed } = await openChannel(stage.directory.url)
    socket.send('x'.repeat(LIMITS.frameBytes + 1))
    expect(await closed).toBe(1009)
    await settle(ann)
  })

  it('TRUST3 what is no frame is refused with a reason, and after many of them the socket is cut', async () => {
    await open({ limits: { refusalsPerSocket: 10 } })
    const { channel, socket, closed } = await openChannel(stage.directory.url)
    const frames: unknown[] = []
    channel.onFrame((frame) => frames.push(JSON.parse(frame)))
    socket.send('no json')
    socket.send(Buffer.from([1, 2, 3]), { binary: true })
    for (let count = 0; count < 8; count += 1) socket.send('{"type":"call"}')
    expect(await closed).toBe(1008)
    expect(frames[1]).toEqual({ type: 'refused', reason: 'not-a-frame' })
    expect(frames).toHaveLength(11)
  })

  it('TRUST3 frames that come too fast are refused with a reason', async () => {
    await open({ limits: { rates: { ...DEFAULT_LIMITS.rates, frames: { count: 5, perMs: 60_000 } } } })
    const { channel, socket } = await openChannel(stage.directory.url)
    const refused = new Promise((resolve) =>
      channel.onFrame((frame) => {
        if (frame.includes('too-many')) resolve(JSON.parse(frame))
      }),
    )
    for (let count = 0; count < 6; count += 1)
      channel.send(JSON.stringify({ type: 'hello', versions: { lowest: 1, highest: 1 } }))
    expect(await refused).toEqual({ type: 'refused', reason: 'too-many' })
    socket.terminate()
  })

  it('TRUST3 sockets, registrations, handle checks, calls and calls in flight are limited', async () => {
    const one = { count: 1, perMs: 60_000 }
    const rates = { ...DEFAULT_LIMITS.rates, 'handle-checks': one, calls: one }
    await open({ limits: { rates, socketsPerAddress: 3, callsInFlight: 2 } })
    const ann = await signIn(stage, await register(stage, 'ann'))
    const bob = await register(stage, 'bob')
    const line = await openLine(stage)
    await line.rpc.call('handle.check', { handle: handle('carl') })
    const checked = await line.rpc.call('handle.check', { handle: handle('carl') })
    expect(checked).toMatchObject({ ok: false, error: { kind: 'rate-limited' } })

    await place(stage, ann, bob)
    await expect(place(stage, ann, bob)).rejects.toThrow('rate-limited')

    const many = await Promise.all(
      Array.from({ length: 3 }, () => ann.rpc.call('person.lookUp', { handle: bob.handle })),
    )
    expect(many.map((result) => (result.ok ? 'ok' : result.error.kind))).toEqual(['ok', 'ok', 'rate-limited'])

    await openLine(stage)
    await expect(openLine(stage)).rejects.toThrow('429')
  })

  it('TRUST3 a device that speaks another version is told so', async () => {
    await open()
    const { channel, socket } = await openChannel(stage.directory.url)
    const frames: unknown[] = []
    const refused = new Promise<void>((resolve) =>
      channel.onFrame((frame) => {
        frames.push(JSON.parse(frame))
        if (frames.length === 2) resolve()
      }),
    )
    channel.send(JSON.stringify({ type: 'hello', versions: { lowest: 7, highest: 9 } }))
    await refused
    expect(frames).toEqual([
      { type: 'hello', versions: { lowest: 1, highest: 1 } },
      { type: 'refused', reason: 'version' },
    ])
    socket.terminate()
  })

  it('TRUST3 the log holds what was refused, and no address, handle or signature', async () => {
    await open()
    const line = await openLine(stage)
    const { challenge } = await challengeOn(line)
    const secret = { text: `secret ${challenge} @ann@somewhere`, signature: 'A'.repeat(86) }
    await line.rpc.call('session.signIn', { statement: secret as never })
    await line.rpc.call('handle.check', { handle: 'No Handle' as never })
    const log = lines.join('')
    expect(log).toContain('"what":"handle.check","reason":"handle"')
    expect(log).toContain('"procedure":"session.signIn","kind":"bad-statement"')
    expect(log).not.toMatch(/127\.0\.0\.1|No Handle|secret|AAAA/)
    expect(log).not.toContain(challenge)
  })
})
