import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { DEFAULT_LIMITS } from '../../../../src/directory/limits.ts'
import { silentLog } from '../../../../src/directory/log.ts'
import { createSocketChannel } from '../../../../src/directory/rpc/socket-channel.ts'
import { createManualClock } from '../../../support/manual-clock.ts'

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
  const clock = createManualClock()
  const limits = { ...DEFAULT_LIMITS, rates: { ...DEFAULT_LIMITS.rates, frames } }
  const channel = createSocketChannel(socket as unknown as WebSocket, {
    context: { limits, log: silentLog },
    realClock: clock,
    onRefused: (reason) => refused.push(reason),
  })
  return { socket, channel, refused, clock }
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

  it('RING3 frames keep their order, and what is too much or no text is refused', () => {
    const { socket, channel, refused, clock } = open({ count: 4, perMs: 60_000 })
    const heard: string[] = []
    const stop = channel.onFrame((frame) => heard.push(frame))
    for (const text of ['1', '2', '3']) socket.emit('message', Buffer.from(text), false)
    socket.emit('message', Buffer.from('4'), true)
    socket.emit('message', Buffer.from('5'), false)
    expect(heard).toEqual(['1', '2', '3'])
    expect(refused).toEqual(['not-a-frame', 'too-many'])
    clock.advance(59_999)
    socket.emit('message', Buffer.from('6'), false)
    clock.advance(1)
    socket.emit('message', Buffer.from('7'), false)
    expect(heard).toEqual(['1', '2', '3', '7'])
    stop()
    expect(socket.listenerCount('message')).toBe(0)
  })
})
