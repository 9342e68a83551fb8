import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { DirectoryContract } from '../../src/contract/directory/contract.ts'
import { TIMES } from '../../src/contract/limits.ts'
import type { Handlers } from '../../src/contract/rpc/server.ts'
import type { DirectoryContext } from '../../src/directory/context.ts'
import { DEFAULT_LIMITS } from '../../src/directory/limits.ts'
import { silentLog } from '../../src/directory/log.ts'
import type { Connection } from '../../src/directory/rpc/connection.ts'
import { createRateLimits } from '../../src/directory/rpc/rate-limits.ts'
import { createSocketDoor } from '../../src/directory/rpc/socket-door.ts'
import { createManualClock } from '../support/manual-clock.ts'

/** A door of real sockets whose pings follow a clock of the test's own. Nobody signs in through it. */
async function openDoor() {
  const clock = createManualClock()
  const hosts = new Set<string>()
  const context = {
    limits: DEFAULT_LIMITS,
    log: silentLog,
    rates: createRateLimits(DEFAULT_LIMITS.rates),
    hosts: () => hosts,
  } as unknown as DirectoryContext
  const door = createSocketDoor(context, {} as Handlers<DirectoryContract, Connection>, clock)
  const server = createServer().on('upgrade', door.handleUpgrade).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  hosts.add(host)
  const connect = async (options: { autoPong: boolean }) => {
    const socket = new WebSocket(`ws://${host}/device`, options)
    const heard: string[] = []
    socket.on('ping', (data) => heard.push(`ping ${data.length}`))
    socket.on('message', (data) => heard.push(Buffer.isBuffer(data) ? data.toString() : 'other'))
    await once(socket, 'message')
    heard.length = 0
    return { socket, heard }
  }
  const close = async () => {
    door.close('done')
    server.close()
    await once(server, 'close')
  }
  return { clock, connect, close }
}

const REFUSED = '{"type":"refused","reason":"not-a-frame"}'

describe('pings on real sockets', () => {
  let door: Awaited<ReturnType<typeof openDoor>>
  beforeEach(async () => {
    door = await openDoor()
  })
  afterEach(() => door.close())

  it('NET1 each is an empty frame of its own between the others, and its answer keeps the socket', async () => {
    const { socket, heard } = await door.connect({ autoPong: true })
    for (let round = 0; round < 4; round += 1) {
      socket.send('no frame')
      await once(socket, 'message')
      door.clock.advance(TIMES.pingMs)
      await once(socket, 'ping')
      // Its answer comes after the pong, so that has been seen by then.
      socket.send('no frame')
      await once(socket, 'message')
    }
    expect(heard).toEqual(Array.from({ length: 4 }, () => [REFUSED, 'ping 0', REFUSED]).flat())
    expect(socket.readyState).toBe(WebSocket.OPEN)
    socket.terminate()
  })

  it('NET1 a socket that answers none of them is cut at the third turn', async () => {
    const { socket, heard } = await door.connect({ autoPong: false })
    for (let round = 0; round < 2; round += 1) {
      door.clock.advance(TIMES.pingMs)
      await once(socket, 'ping')
    }
    const closed = once(socket, 'close')
    door.clock.advance(TIMES.pingMs)
    expect(await closed).toEqual([1006, expect.anything()])
    expect(heard).toEqual(['ping 0', 'ping 0'])
  })
})
