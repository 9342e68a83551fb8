import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { DEFAULT_LIMITS } from '../../../../src/directory/limits.ts'
import { silentLog } from '../../../../src/directory/log.ts'
import { createRateLimits } from '../../../../src/directory/rpc/rate-limits.ts'
import { createSocketChannel } from '../../../../src/directory/rpc/socket-channel.ts'
import { settlePromises } from '../../../support/manual-clock.ts'

/** A socket whose reader takes nothing: what is sent stays in the buffer. */
class StuckSocket extends EventEmitter {
  readyState = 1
  bufferedAmount = 0
  isTerminated = false
  readonly sent: string[] = []
  send(frame: string): void {
    this.sent.push(frame)
    this.bufferedAmount += frame.length
  }
  terminate(): void {
    this.isTerminated = true
    this.readyState = 3
    this.emit('close')
  }
}

function open(frames = DEFAULT_LIMITS.rates.frames) {
  const socket = new StuckSocket()
  const refused: string[] = []
  const rates = createRateLimits({ ...DEFAULT_LIMITS.rates, frames })
  const channel = createSocketChannel(socket as unknown as WebSocket, {
    context: { limits: DEFAULT_LIMITS, rates, log: silentLog },
    key: 'one',
    onRefused: (reason) => refused.push(reason),
  })
  return { socket, channel, refused }
}

describe('socket channel', () => {
  it('TRUST3 a reader that takes nothing is cut at 1 MiB', () => {
    const { socket, channel } = open()
    const frame = 'x'.repeat(64 * 1024)
    for (let count = 0; count < 16; count += 1) channel.send(frame)
    expect(socket.isTerminated).toBe(false)
    channel.send(frame)
    expect(socket.isTerminated).toBe(true)
    channel.send(frame)
    expect(socket.sent).toHaveLength(17)
  })

  it('RING3 frames keep their order, and what is too much or no text is refused', async () => {
    const { socket, channel, refused } = open({ count: 4, perMs: 60_000 })
    const heard: string[] = []
    const stop = channel.onFrame((frame) => heard.push(frame))
    for (const text of ['1', '2', '3']) socket.emit('message', Buffer.from(text), false)
    socket.emit('message', Buffer.from('4'), true)
    socket.emit('message', Buffer.from('5'), false)
    await settlePromises()
    expect(heard).toEqual(['1', '2', '3'])
    expect(refused).toEqual(['not-a-frame', 'too-many'])
    stop()
    expect(socket.listenerCount('message')).toBe(0)
  })
})
