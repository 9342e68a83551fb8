import { createSocket as createUdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { openDirectoryLink } from '../../src/client/directory-link.ts'
import { Sha256 } from '../../src/contract/ids.ts'
import { formatBindingSuccess } from '../../src/directory/reach/stun-message.ts'
import { TLS_FILE } from '../../src/directory/reach/tls-identity.ts'
import { systemClock } from '../../src/node/clock.ts'
import { nodeCrypto } from '../../src/node/crypto.ts'
import { createSocket } from '../../src/main/adapters/socket.ts'
import { makeTempFolder } from '../support/temp-folder.ts'
import { makeSignIn, openStage, register, signIn, type Stage } from './directory-stage.ts'

const BIND = '127.0.0.1'
const HERE = { port: 0, bindHost: BIND }
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function openReached(options: Parameters<typeof openStage>[0] = {}) {
  const stage = await openStage(options)
  ends.push(() => stage.directory.close())
  const exposed = await stage.directory.expose(HERE)
  if (!exposed.ok) throw new Error(`not exposed: ${exposed.error.kind}`)
  return { stage, ...exposed.value, url: `wss://${BIND}:${exposed.value.port}/device` }
}

const log = { info: () => {}, warn: () => {} }
/** As the app of somebody who joined by a link. */
function joinAs(url: string, tlsKey: Sha256 | null) {
  const abort = new AbortController()
  ends.push(async () => abort.abort())
  const socket = createSocket({
    clock: systemClock,
    resolveProxy: async () => 'DIRECT',
    certificates: () => [],
  })
  const deps = { clock: systemClock, crypto: nodeCrypto, socket, log }
  return openDirectoryLink(deps, { url, tlsKey }, abort.signal)
}
async function joined(url: string, tlsKey: Sha256) {
  const link = await joinAs(url, tlsKey)
  if (!link.ok) throw new Error(`not joined: ${link.error.kind}`)
  return link.value
}
async function signInBy(stage: Stage, url: string, tlsKey: Sha256) {
  const person = await register(stage, 'ann')
  const link = await joined(url, tlsKey)
  const statement = makeSignIn(stage, person, link.challenge, { via: link.via })
  return { link, answer: await link.rpc.call('session.signIn', { statement }) }
}

describe('a directory that lets others reach it', () => {
  it('ID6 is joined over TLS under the key of its link, and says where addresses are told', async () => {
    const { stage, url, tlsKey, port } = await openReached()
    const { answer } = await signInBy(stage, url, tlsKey)
    expect(answer).toMatchObject({ ok: true, value: { me: { handle: 'ann' }, stun: { port } } })
  })

  it('ID3 another key is no way in, and neither are the system’s certificates', async () => {
    const { url } = await openReached()
    const other = Sha256.parse('0'.repeat(64))
    expect(await joinAs(url, other)).toEqual({ ok: false, error: { kind: 'key-changed' } })
    expect(await joinAs(url, null)).toEqual({ ok: false, error: { kind: 'not-secure' } })
  })

  it('ID3 nothing but TLS 1.3 is spoken there, and no other name is answered to', async () => {
    const { url, port } = await openReached()
    expect(await joinAs(url.replace('wss', 'ws'), null)).toMatchObject({ ok: false })
    const old = connectTls({ host: BIND, port, maxVersion: 'TLSv1.2', rejectUnauthorized: false })
    const [error] = (await once(old, 'error')) as [Error]
    expect(error.message).toMatch(/protocol version/)
    const status = await statusUnder(port, `evil.example:${port}`)
    expect([status, await statusUnder(port, `${BIND}:${port}`)]).toEqual(['403', '200'])
  })

  it('ID6 closing it cuts who came that way at once; devices of this computer stay', async () => {
    const { stage, url, tlsKey } = await openReached()
    const { link } = await signInBy(stage, url, tlsKey)
    const bob = await signIn(stage, await register(stage, 'bob'))
    const cut = new Promise<void>((resolve) => link.onClose(resolve))
    const startedAtMs = performance.now()
    await stage.directory.unexpose()
    await cut
    expect(performance.now() - startedAtMs).toBeLessThan(1_000)
    expect(stage.directory.exposure()).toBeNull()
    expect(await joinAs(url, tlsKey)).toEqual({ ok: false, error: { kind: 'unreachable' } })
    expect((await bob.rpc.call('person.lookUp', { handle: bob.person.handle })).ok).toBe(true)
    bob.socket.terminate()
  })

  it('ID6 who signs in while it is closed is told of no place to ask for addresses', async () => {
    const stage = await openStage()
    ends.push(() => stage.directory.close())
    const { answer } = await signInBy(stage, stage.directory.url, Sha256.parse('0'.repeat(64)))
    expect(answer).toMatchObject({ ok: true, value: { stun: null } })
  })

  it('ID6 switched fast, on and off and on, it ends as it was switched last', async () => {
    const { stage, url, tlsKey, port } = await openReached()
    const { directory } = stage
    const [, , last] = await Promise.all([
      directory.unexpose(),
      directory.expose({ port, bindHost: BIND }),
      directory.expose({ port, bindHost: BIND }),
    ])
    expect(last).toMatchObject({ ok: true, value: { port, tlsKey } })
    expect((await joined(url, tlsKey)).host).toBe(directory.host)
  })

  it('ID6 a port that is taken is named, in TCP and in UDP, and nothing stays open', async () => {
    const stage = await openStage()
    ends.push(() => stage.directory.close())
    const tcp = createServer().listen(0, BIND)
    await once(tcp, 'listening')
    const { port } = tcp.address() as { port: number }
    expect(await stage.directory.expose({ port, bindHost: BIND })).toEqual({
      ok: false,
      error: { kind: 'port-taken', port },
    })
    tcp.close()
    await once(tcp, 'close')
    const udp = createUdpSocket('udp4').bind(port, BIND)
    await once(udp, 'listening')
    expect(await stage.directory.expose({ port, bindHost: BIND })).toMatchObject({
      error: { kind: 'port-taken', port },
    })
    await new Promise<void>((resolve) => void udp.close(() => resolve()))
    expect(await stage.directory.expose({ port, bindHost: BIND })).toMatchObject({ ok: true })
  })
})

describe('the key for other computers', () => {
  it('ID6 is kept for its owner alone, and is the same at the next start', async () => {
    const dataDir = makeTempFolder()
    const first = await openReached({ dataDir })
    await first.stage.directory.close()
    const again = await openReached({ dataDir })
    expect(again.tlsKey).toBe(first.tlsKey)
    expect(statSync(join(dataDir, TLS_FILE)).mode & 0o777).toBe(0o600)
  })

  it('ID6 one that is gone makes a new one, which who joined before refuses', async () => {
    const dataDir = makeTempFolder()
    const first = await openReached({ dataDir })
    await first.stage.directory.close()
    rmSync(join(dataDir, TLS_FILE))
    const again = await openReached({ dataDir })
    expect(await joinAs(again.url, first.tlsKey)).toEqual({ ok: false, error: { kind: 'key-changed' } })
  })

  it('ID6 one that is damaged is not replaced in silence', async () => {
    const dataDir = makeTempFolder()
    writeFileSync(join(dataDir, TLS_FILE), 'no key')
    const stage = await openStage({ dataDir })
    ends.push(() => stage.directory.close())
    expect(await stage.directory.expose(HERE)).toEqual({ ok: false, error: { kind: 'key-unusable' } })
  })
})

describe('STUN', () => {
  const REQUEST = Buffer.from('000100002112a442b7e7a701bc34d686fa87dfae', 'hex')

  it('ID6 tells an asker its own address, and says nothing to anything else', async () => {
    const { port } = await openReached()
    const asker = createUdpSocket('udp4').bind(0, BIND)
    await once(asker, 'listening')
    ends.push(() => new Promise<void>((resolve) => void asker.close(() => resolve())))
    const heard: Buffer[] = []
    asker.on('message', (datagram) => heard.push(datagram))
    const next = once(asker, 'message')
    // What is no question comes first: an answer to it would come first too.
    asker.send(Buffer.alloc(600, 1), port, BIND)
    asker.send(Buffer.from('GET / HTTP/1.1\r\n\r\n'), port, BIND)
    asker.send(REQUEST, port, BIND)
    await next
    const seen = { family: 'IPv4', address: BIND, port: asker.address().port } as const
    const expected = formatBindingSuccess(REQUEST.subarray(8), seen)
    expect(heard.map((datagram) => datagram.toString('hex'))).toEqual([
      Buffer.from(expected ?? []).toString('hex'),
    ])
  })
})

/** The HTTP status under a `Host` header. */
function statusUnder(port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host: BIND, port, rejectUnauthorized: false }, () =>
      socket.write(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\n`),
    )
    socket.once('data', (data: Buffer) => {
      resolve(data.toString('latin1').split(' ')[1] ?? '')
      socket.destroy()
    })
    socket.once('error', reject)
  })
}
