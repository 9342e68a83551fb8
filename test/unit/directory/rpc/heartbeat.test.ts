import { describe, expect, it } from 'vitest'
import { TIMES } from '../../../../src/contract/limits.ts'
import { startHeartbeat } from '../../../../src/directory/rpc/heartbeat.ts'
import { createManualClock } from '../../../support/manual-clock.ts'

function start() {
  const clock = createManualClock()
  const seen: string[] = []
  const heartbeat = startHeartbeat({
    clock,
    pingMs: TIMES.pingMs,
    ping: () => seen.push('ping'),
    onDead: () => seen.push('dead'),
  })
  return { clock, heartbeat, seen }
}

describe('heartbeat', () => {
  it('NET1 a socket that has not answered two pings is dead', () => {
    const { clock, seen } = start()
    clock.advance(3 * TIMES.pingMs - 1)
    expect(seen).toEqual(['ping', 'ping'])
    clock.advance(1)
    expect(seen).toEqual(['ping', 'ping', 'dead'])
    expect(clock.timerCount()).toBe(0)
  })

  it('NET1 one that answers now and then lives on', () => {
    const { clock, heartbeat, seen } = start()
    for (let round = 0; round < 5; round += 1) {
      clock.advance(2 * TIMES.pingMs)
      heartbeat.handlePong()
    }
    expect(seen).toEqual(Array.from({ length: 10 }, () => 'ping'))
    heartbeat.stop()
    expect(clock.timerCount()).toBe(0)
  })
})
