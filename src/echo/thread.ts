import { parentPort, workerData } from 'node:worker_threads'
import type { Log } from '../client/ports.ts'
import { invariant } from '../contract/result.ts'
import { EchoSeat, type FromEcho, STOP_ECHO } from './echo-seat.ts'
import { systemClock } from '../node/clock.ts'
import { runEcho } from './run-echo.ts'

/** The entry of the echo's thread. Whatever goes wrong in it ends the thread, and nothing else. */
const port = parentPort
invariant(port, 'the echo runs in a thread of its own')
const say = (message: FromEcho) => port.postMessage(message)
const note =
  (level: 'info' | 'warn'): Log['info'] =>
  (what, facts = {}) =>
    say({ type: 'log', level, what: `echo: ${what}`.slice(0, 200), facts: { ...facts } })

const echo = await runEcho(EchoSeat.parse(workerData), {
  clock: systemClock,
  log: { info: note('info'), warn: note('warn') },
})
say({ type: 'started' })
port.on('message', (message: unknown) => {
  if (message !== STOP_ECHO) return
  // What was said last is with the system by now. In a thread, this ends the thread alone.
  void echo.close().finally(() => process.exit())
})
