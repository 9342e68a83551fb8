import { createHash, X509Certificate } from 'node:crypto'
import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import {
  type AddressInfo,
  connect as connectTcp,
  createServer as createTcpServer,
  type Socket as TcpSocket,
} from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { Sha256 } from '../../../src/contract/ids.ts'
import { LIMITS, TIMES } from '../../../src/contract/limits.ts'
import type { Channel } from '../../../src/contract/rpc/channel.ts'
import { systemClock } from '../../../src/node/clock.ts'
import { createSocket, type SocketDeps } from '../../../src/main/adapters/socket.ts'
import { createManualClock } from '../../support/manual-clock.ts'
import { TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from '../../support/test-certificate.ts'

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  const sockets = new Set<TcpSocket>()
  server.on('connection', (socket: TcpSocket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  endings.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => void server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

type Seen = { readonly headers: Record<string, unknown>; readonly socket: WebSocket }

/** A directory's door: greets at once, and gives back what it hears. */
async function startDoor(isSecure: boolean) {
  const tls = { cert: TEST_CERTIFICATE, key: TEST_CERTIFICATE_KEY }
  const server = isSecure ? createHttpsServer(tls) : createHttpServer()
  const seen: Seen[] = []
  const door = new WebSocketServer({ server, perMessageDeflate: true })
  door.on('connection', (socket, request) => {
    seen.push({ headers: request.headers, socket })
    socket.on('error', () => {})
    socket.on('message', (data: Buffer) => socket.send(`echo ${data.toString()}`))
    socket.send('welcome')
    socket.send('again')
  })
  return { port: await listen(server), seen }
}

/** An HTTP proxy that sends every tunnel to one port, whatever it was asked for. */
async function startProxy(toPort: number, status = 200) {
  const asked: string[] = []
  const proxy = createHttpServer((_request, response) => response.writeHead(400).end())
  proxy.on('connect', (request, client: TcpSocket) => {
    asked.push(request.url ?? '')
    if (status !== 200) return void client.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`)
    const target = connectTcp(toPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      client.pipe(target)
      target.pipe(client)
    })
    target.on('error', () => client.destroy())
    client.on('error', () => target.destroy())
    return undefined
  })
  return { port: await listen(proxy), asked }
}

const never = new AbortController().signal
const open = (change: Partial<SocketDeps> = {}) =>
  createSocket({
    clock: systemClock,
    resolveProxy: async () => 'DIRECT',
    certificates: () => [TEST_CERTIFICATE],
    ...change,
  })
async function connected(url: string, change: Partial<SocketDeps> = {}): Promise<Channel> {
  const attempt = await open(change).connect(url, never, null)
  if (!attempt.ok) throw new Error(`expected a channel, got ${attempt.error.kind}`)
  endings.unshift(() => closed(attempt.value, () => attempt.value.close()))
  return attempt.value
}
function closed(channel: Channel, act: () => void): Promise<void> {
  return new Promise((resolve) => {
    channel.onClose(resolve)
    act()
  })
}
/** The next so many frames. */
const frames = (channel: Channel, count: number): Promise<string[]> =>
  new Promise((resolve) => {
    const heard: string[] = []
    channel.onFrame((frame) => {
      heard.push(frame)
      if (heard.length === count) resolve(heard)
    })
  })
async function troubleOf(url: string, change: Partial<SocketDeps> = {}, signal = never): Promise<string> {
  const attempt = await open(change).connect(url, signal, null)
  return attempt.ok ? 'connected' : attempt.error.kind
}

test('NET2 the first words of a directory wait for who listens, and an echo comes back', async () => {
  const door = await startDoor(false)
  const channel = await connected(`ws://127.0.0.1:${door.port}/device`)
  await new Promise((resolve) => setImmediate(resolve))
  const heard = frames(channel, 3)
  channel.send('hello')
  expect(await heard).toEqual(['welcome', 'again', 'echo hello'])
})

test('TRUST3 the socket carries no Origin and asks for no compression', async () => {
  const door = await startDoor(false)
  await connected(`ws://localhost:${door.port}/device`)
  const headers = door.seen[0]?.headers ?? {}
  expect(Object.keys(headers)).not.toContain('origin')
  expect(Object.keys(headers)).not.toContain('sec-websocket-extensions')
})

test.each([
  'ws://192.0.2.1:4700/device',
  'ws://directory.test/device',
  'ws://localhost.example.org/device',
  'ws://0.0.0.0:4700/device',
])('ID3 nothing leaves this computer unencrypted: %s is refused before anything is sent', async (url) => {
  const asked: string[] = []
  const resolveProxy = async (asking: string) => {
    asked.push(asking)
    return 'DIRECT'
  }
  expect(await troubleOf(url, { resolveProxy })).toBe('not-secure')
  expect(asked).toEqual([])
})

test('ID3 a trusted certificate is accepted, and one that nobody vouches for is not', async () => {
  const door = await startDoor(true)
  const url = `wss://127.0.0.1:${door.port}/device`
  expect(await frames(await connected(url), 2)).toEqual(['welcome', 'again'])
  expect(await troubleOf(url, { certificates: () => [] })).toBe('not-secure')
})

test('ID3 what answers otherwise is no directory, and nobody is unreachable', async () => {
  const web = await listen(createHttpServer((_request, response) => void response.end('hello')))
  const babble = await listen(createTcpServer((socket) => void socket.end('220 mail.example.org\r\n')))
  const gone = createTcpServer()
  const freePort = await listen(gone)
  await endings.pop()?.()
  expect(await troubleOf(`ws://127.0.0.1:${web}/device`)).toBe('not-a-directory')
  expect(await troubleOf(`ws://127.0.0.1:${babble}/device`)).toBe('not-a-directory')
  expect(await troubleOf(`wss://127.0.0.1:${web}/device`)).toBe('not-a-directory')
  expect(await troubleOf(`ws://127.0.0.1:${freePort}/device`)).toBe('unreachable')
  expect(await troubleOf('http://127.0.0.1/')).toBe('not-a-directory')
  expect(await troubleOf('not a url')).toBe('not-a-directory')
})

test('NET1 one that never answers is given up after ten seconds, or when it is no longer wanted', async () => {
  const silent = await listen(createTcpServer(() => {}))
  const clock = createManualClock()
  const late = troubleOf(`ws://127.0.0.1:${silent}/device`, { clock })
  clock.advance(TIMES.rpcMs)
  expect(await late).toBe('unreachable')
  const unwanted = new AbortController()
  const dropped = troubleOf(`ws://127.0.0.1:${silent}/device`, {}, unwanted.signal)
  unwanted.abort()
  expect(await dropped).toBe('unreachable')
  expect(await troubleOf(`ws://127.0.0.1:${silent}/device`, {}, AbortSignal.abort())).toBe('unreachable')
})

test('NET1 a directory elsewhere is reached through the system’s proxy, encrypted to its end', async () => {
  const door = await startDoor(true)
  const proxy = await startProxy(door.port)
  const asked: string[] = []
  const channel = await connected('wss://directory.test/device', {
    resolveProxy: async (url) => {
      asked.push(url)
      return `PROXY 127.0.0.1:${proxy.port}; DIRECT`
    },
  })
  expect(await frames(channel, 2)).toEqual(['welcome', 'again'])
  expect([asked, proxy.asked]).toEqual([['https://directory.test/'], ['directory.test:443']])
})

test('ID3 a proxy cannot stand in for the directory', async () => {
  const door = await startDoor(true)
  const proxy = await startProxy(door.port)
  const resolveProxy = async () => `PROXY 127.0.0.1:${proxy.port}`
  expect(await troubleOf('wss://other.test:4443/device', { resolveProxy })).toBe('not-secure')
  expect(proxy.asked).toEqual(['other.test:4443'])
})

test('NET1 a proxy that refuses is followed by the next way', async () => {
  const door = await startDoor(true)
  const closedProxy = await startProxy(door.port, 407)
  const openProxy = await startProxy(door.port)
  const both = `PROXY 127.0.0.1:${closedProxy.port}; PROXY 127.0.0.1:${openProxy.port}`
  await connected('wss://directory.test:8443/device', { resolveProxy: async () => both })
  expect([closedProxy.asked, openProxy.asked]).toEqual([['directory.test:8443'], ['directory.test:8443']])
})

test('NET1 this computer is never asked for through a proxy', async () => {
  const door = await startDoor(false)
  const resolveProxy = () => Promise.reject(new Error('asked'))
  expect(await frames(await connected(`ws://127.0.0.1:${door.port}/device`, { resolveProxy }), 2)).toEqual([
    'welcome',
    'again',
  ])
})

test.each([
  ['larger than may be', (socket: WebSocket) => socket.send('x'.repeat(LIMITS.frameBytes + 1))],
  ['of bytes', (socket: WebSocket) => socket.send(Buffer.from([1, 2, 3]))],
])('TRUST3 a frame %s costs the connection', async (_name, act) => {
  const door = await startDoor(false)
  const channel = await connected(`ws://127.0.0.1:${door.port}/device`)
  const heard: string[] = []
  channel.onFrame((frame) => void heard.push(frame))
  const [seen] = door.seen
  await closed(channel, () => seen && act(seen.socket))
  expect(heard.filter((frame) => frame !== 'welcome' && frame !== 'again')).toEqual([])
})

test('NET1 a link without any sign for forty seconds is closed, and a ping is a sign', async () => {
  const clock = createManualClock()
  const door = await startDoor(false)
  const channel = await connected(`ws://127.0.0.1:${door.port}/device`, { clock })
  await frames(channel, 2)
  let isClosed = false
  channel.onClose(() => void (isClosed = true))
  clock.advance(TIMES.linkSilenceMs - 1)
  await new Promise<void>((resolve) => {
    door.seen[0]?.socket.once('pong', () => resolve())
    door.seen[0]?.socket.ping()
  })
  clock.advance(TIMES.linkSilenceMs - 1)
  expect(isClosed).toBe(false)
  await closed(channel, () => clock.advance(1))
  expect(clock.timerCount()).toBe(0)
})

test('NET1 after the close nothing is sent, and who comes late is still told', async () => {
  const door = await startDoor(false)
  const channel = await connected(`ws://127.0.0.1:${door.port}/device`)
  await closed(channel, () => door.seen[0]?.socket.terminate())
  channel.send('into the void')
  let told = 0
  channel.onClose(() => void (told += 1))
  expect(told).toBe(1)
})

const keyHash = (certificate: string) =>
  Sha256.parse(
    createHash('sha256')
      .update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
  )

test('ID6 TRUST1 a key from a join link is trusted without any certificate authority, and no other key is', async () => {
  const door = await startDoor(true)
  const url = `wss://127.0.0.1:${door.port}/device`
  const socket = open({ certificates: () => [] })
  const trusted = await socket.connect(url, never, keyHash(TEST_CERTIFICATE))
  if (!trusted.ok) throw new Error(trusted.error.kind)
  endings.unshift(() => closed(trusted.value, () => trusted.value.close()))
  expect(await frames(trusted.value, 2)).toEqual(['welcome', 'again'])
  const other = await socket.connect(url, never, Sha256.parse('0'.repeat(64)))
  expect(other).toEqual({ ok: false, error: { kind: 'key-changed' } })
  expect(door.seen).toHaveLength(1)
})
