import { describe, expect, it } from 'vitest'
import { TIMES } from '../../../../src/contract/limits.ts'
import { createHeartbeats } from '../../../../src/directory/rpc/heartbeat.ts'
import { createManualClock } from '../../../support/manual-clock.ts'

function createRig() {
  const clock = createManualClock()
  const heartbeats = createHeartbeats(clock, TIMES.pingMs)
  const seen: string[] = []
  const start = (name: string) =>
    heartbeats.start({ ping: () => seen.push(`${name} ping`), onDead: () => seen.push(`${name} dead`) })
  return { clock, seen, start }
}

describe('heartbeats', () => {
  it('NET1 a socket that has not answered two pings is dead, and is pinged no more', () => {
    const { clock, seen, start } = createRig()
    start('a')
    clock.advance(2 * TIMES.pingMs)
    expect(seen).toEqual(['a ping', 'a ping'])
    clock.advance(TIMES.pingMs)
    expect(seen).toEqual(['a ping', 'a ping', 'a dead'])
    clock.advance(TIMES.pingMs)
    expect(seen).toHaveLength(3)
    expect(clock.timerCount()).toBe(0)
  })

  it('NET1 one that answers now and then lives on, beside one that does not', () => {
    const { clock, seen, start } = createRig()
    const living = start('a')
    start('b')
    for (let round = 0; round < 5; round += 1) {
      clock.advance(2 * TIMES.pingMs)
      living.handlePong()
    }
    expect(seen.filter((word) => word === 'a ping')).toHaveLength(10)
    expect(seen.filter((word) => word.startsWith('b'))).toEqual(['b ping', 'b ping', 'b dead'])
    living.stop()
    clock.advance(TIMES.pingMs)
    expect(clock.timerCount()).toBe(0)
  })

  it('TRUST3 many sockets that came in one moment are not pinged in one moment', () => {
    const { clock, seen, start } = createRig()
    for (let index = 0; index < 150; index += 1) start(String(index))
    let most = 0
    for (let second = 0; second < TIMES.pingMs / 1_000; second += 1) {
      const before = seen.length
      clock.advance(1_000)
      most = Math.max(most, seen.length - before)
    }
    expect(seen).toHaveLength(150)
    expect(most).toBe(6)
  })
})
