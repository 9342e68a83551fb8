import { createSocket, type Socket } from 'node:dgram'
import type { Clock } from '../../contract/clock.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import { formatBindingSuccess, parseBindingRequest } from './stun-message.ts'

export type StunServer = { readonly port: number; readonly close: () => Promise<void> }
export type StunTrouble = { readonly kind: 'port-taken' | 'cannot-listen' }

/** Tells each asker the address that it was seen at, on UDP. What is no such question gets no answer. */
export async function startStun(
  where: { readonly bindHost: string; readonly port: number },
  clock: Clock,
): Promise<Result<StunServer, StunTrouble>> {
  const { bindHost, port } = where
  const isEverywhere = bindHost === '::' || bindHost === '0.0.0.0'
  const isSix = bindHost.includes(':')
  const allow = createAnswerLimit(clock)
  const first = await bind(
    isSix && !isEverywhere ? 'udp6' : 'udp4',
    isEverywhere ? '0.0.0.0' : bindHost,
    port,
  )
  if (!first.ok) return first
  const sockets = [first.value]
  if (isSix && isEverywhere) {
    // A computer without IPv6 does without.
    const second = await bind('udp6', '::', first.value.address().port)
    if (second.ok) sockets.push(second.value)
  }
  for (const socket of sockets) serve(socket, allow)
  return ok({
    port: first.value.address().port,
    close: async () => {
      await Promise.all(
        sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
      )
    },
  })
}

function bind(type: 'udp4' | 'udp6', address: string, port: number): Promise<Result<Socket, StunTrouble>> {
  return new Promise((resolve) => {
    const socket = createSocket({ type, ipv6Only: type === 'udp6' })
    socket.once('error', (error) => {
      const isTaken = 'code' in error && error.code === 'EADDRINUSE'
      socket.close()
      resolve(fail({ kind: isTaken ? 'port-taken' : 'cannot-listen' }))
    })
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeAllListeners('error')
      resolve(ok(socket))
    })
  })
}

function serve(socket: Socket, allow: (address: string) => boolean): void {
  // A datagram that could not be sent is one that got lost.
  socket.on('error', () => {})
  socket.on('message', (datagram, { address, family, port }) => {
    const transactionId = parseBindingRequest(datagram)
    if (transactionId === null || port === 0 || !allow(address)) return
    const answer = formatBindingSuccess(transactionId, { family, address, port })
    if (answer !== null) socket.send(answer, port, address, () => {})
  })
}

const WINDOW_MS = 1_000
/** A device asks once for each of its networks, and again when nothing came. */
const ANSWERS_PER_ADDRESS = 50
const ANSWERS_IN_ALL = 2_000

/**
 * So many answers in a second, to one address and to all: a sender's address is easily forged, and the answers then go
 * to somebody who never asked.
 */
export function createAnswerLimit(clock: Pick<Clock, 'monotonicMs'>): (address: string) => boolean {
  const counts = new Map<string, number>()
  let windowStartMs = clock.monotonicMs()
  let all = 0
  return (address) => {
    const nowMs = clock.monotonicMs()
    if (nowMs - windowStartMs >= WINDOW_MS) {
      windowStartMs = nowMs
      all = 0
      counts.clear()
    }
    const count = counts.get(address) ?? 0
    if (all >= ANSWERS_IN_ALL || count >= ANSWERS_PER_ADDRESS) return false
    counts.set(address, count + 1)
    all += 1
    return true
  }
}
