import type { WebSocket } from 'ws'
import type { Clock } from '../../contract/clock.ts'
import { directoryContract, type DirectoryContract } from '../../contract/directory/contract.ts'
import { createRpcServer, type Handlers } from '../../contract/rpc/server.ts'
import type { Challenge, SignedInDevice } from '../accounts/sign-in.ts'
import type { DeviceEvent } from '../bus/bus.ts'
import type { DirectoryContext } from '../context.ts'
import { createOutbox } from '../sessions/outbox.ts'
import type { Session } from '../sessions/sessions.ts'
import type { Heartbeats } from './heartbeat.ts'
import { CLOSE_CODES, createSocketChannel } from './socket-channel.ts'

/** Refusals of one socket that are logged; the rest would let a client fill the disk. */
const LOGGED_REFUSALS = 20

/** One socket, signed in or not yet. */
export type Connection = {
  /** Stands for the client's address; not written down anywhere. */
  readonly addressKey: string
  readonly isOpen: () => boolean
  readonly setChallenge: (challenge: Challenge) => void
  /** Hands the challenge over once. */
  readonly takeChallenge: () => Challenge | null
  readonly session: () => Session | null
  /** Makes the session of a device whose sign-in was checked. */
  readonly startSession: (device: SignedInDevice) => Session
  /** Counts the calls that wait for their answer. */
  readonly inFlight: { count: number }
  /** A call was answered with a failure: written down, but no fault of the socket's. */
  readonly noteFailure: (procedure: string, kind: string) => void
}

export type ConnectionOptions = {
  readonly context: DirectoryContext
  readonly handlers: Handlers<DirectoryContract, Connection>
  readonly addressKey: string
  readonly heartbeats: Heartbeats
  /** For what a socket has to do in real time, whatever the directory's own clock says. */
  readonly realClock: Clock
  /** Told once, when the device has signed in. */
  readonly onSignedIn: () => void
}

/** Serves the directory's contract on one socket, until it closes. */
export function serveConnection(socket: WebSocket, options: ConnectionOptions): void {
  const { context, handlers, heartbeats, realClock } = options
  const { log, limits } = context
  const noteRefusal = createRefusalCounter(socket, context)
  const channel = createSocketChannel(socket, {
    context,
    realClock,
    onRefused: (reason) => noteRefusal('frame', reason),
  })
  let cancelTimeout = realClock.setTimer(limits.unsignedSocketMs, () =>
    socket.close(CLOSE_CODES.signInTimeout, 'no sign-in'),
  )
  const connection = createConnection(socket, options, {
    emit: (event) => server.emit(event.name, event.payload),
    onSignedIn: () => {
      cancelTimeout()
      // Nothing of the timer is kept with the socket.
      cancelTimeout = () => {}
      options.onSignedIn()
    },
  })
  const server = createRpcServer(directoryContract, handlers, channel, {
    caller: connection,
    gate: () =>
      connection.inFlight.count < limits.callsInFlight ? null : { kind: 'rate-limited', retryAfterMs: 100 },
    onRefused: noteRefusal,
    onBug: (procedure, error) => log.bug(procedure, error),
  })

  const heartbeat = heartbeats.start({ ping: () => socket.ping(), onDead: () => socket.terminate() })
  socket.on('pong', heartbeat.handlePong)
  // A frame that is too large, or bytes that are no WebSocket: `ws` closes the socket by itself.
  socket.on('error', () => noteRefusal('socket', 'protocol'))
  socket.on('close', () => {
    heartbeat.stop()
    cancelTimeout()
    const session = connection.session()
    if (session) context.sessions.remove(session)
  })
}

function createConnection(
  socket: WebSocket,
  { context: { log }, addressKey }: ConnectionOptions,
  { emit, onSignedIn }: { readonly emit: (event: DeviceEvent) => void; readonly onSignedIn: () => void },
): Connection {
  let challenge: Challenge | null = null
  let session: Session | null = null
  let failures = 0

  return {
    addressKey,
    isOpen: () => socket.readyState === socket.OPEN,
    setChallenge: (made) => {
      challenge = made
    },
    takeChallenge: () => {
      const taken = challenge
      challenge = null
      return taken
    },
    session: () => session,
    startSession: (device) => {
      const outbox = createOutbox({
        emit,
        onFull: () => socket.terminate(),
        onBug: (error) => log.bug('an event could not be made', error),
      })
      session = { ...device, outbox, close: (reason) => socket.close(CLOSE_CODES.replaced, reason) }
      onSignedIn()
      return session
    },
    inFlight: { count: 0 },
    noteFailure: (procedure, kind) => {
      failures += 1
      if (failures <= LOGGED_REFUSALS) log.info('failed', { procedure, kind })
    },
  }
}

/** Writes refusals down, up to a number, and cuts a socket that goes on and on. */
function createRefusalCounter(
  socket: WebSocket,
  { log, limits }: DirectoryContext,
): (what: string, reason: string) => void {
  let refusals = 0
  return (what, reason) => {
    refusals += 1
    if (refusals <= LOGGED_REFUSALS) log.warn('refused', { what, reason })
    if (refusals === limits.refusalsPerSocket) {
      // Once the refusal itself has left.
      setImmediate(() => socket.close(CLOSE_CODES.policy, 'too many refused frames'))
    }
    if (refusals > limits.refusalsPerSocket * 2) socket.terminate()
  }
}
