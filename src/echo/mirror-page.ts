import type { Engine } from '../client/engine.ts'
import type { MediaSession } from '../contract/bridge/snapshots.ts'
import type { Clock } from '../contract/clock.ts'
import { LIMITS } from '../contract/limits.ts'
import type { SignalFrame } from '../contract/signal-frame.ts'
import type { MirrorConnection } from './mirror-connection.ts'

type Live = NonNullable<MediaSession>

export type MirrorPageDeps = {
  readonly engine: Engine
  readonly clock: Clock
  /** This computer's own loopback address is a way in too. */
  readonly offersLoopback: boolean
}

/** Stands where an app has its call page: does what the engine's media session says, with a connection that mirrors. */
export function openMirrorPage(deps: MirrorPageDeps): { readonly close: () => void } {
  const { engine } = deps
  let run: Run | null = null

  const handleSession = (session: MediaSession) => {
    if (!session || !run?.isFor(session)) {
      run?.close()
      run = session && startRun(deps, session)
    }
    if (session?.remoteFingerprint) run?.expect(session.remoteFingerprint)
  }
  const disposers = [
    engine.on('media', handleSession),
    engine.onMediaFrame(({ callId, attempt, frame }) => {
      if (run?.isFor({ callId, attempt })) run.handleFrame(frame)
    }),
  ]
  handleSession(engine.get('media'))
  return {
    close: () => {
      for (const dispose of disposers) dispose()
      handleSession(null)
    },
  }
}

type Run = Pick<MirrorConnection, 'handleFrame' | 'expect' | 'close'> & {
  readonly isFor: (session: Pick<Live, 'callId' | 'attempt'>) => boolean
}

/** One attempt at a connection. What comes before it is there waits, and is handed over in order. */
function startRun({ engine, clock, offersLoopback }: MirrorPageDeps, { callId, attempt }: Live): Run {
  const { intents } = engine
  const ignore = () => {}
  let connection: MirrorConnection | null = null
  let isClosed = false
  let waiting: SignalFrame[] = []
  let expected: Parameters<Run['expect']>[0] | null = null

  type Report = Parameters<(typeof intents)['media.report']>[0]['report']
  const report = (what: Report) => {
    intents['media.report']({ callId, attempt, report: what }).catch(ignore)
  }
  const open = async () => {
    // The WebRTC stack takes a while to load: nobody waits for it before somebody calls.
    const [{ makeCertificate }, { createMirrorConnection }] = await Promise.all([
      import('./certificate.ts'),
      import('./mirror-connection.ts'),
    ])
    const { certificate, fingerprint } = await makeCertificate()
    if (isClosed) return
    connection = createMirrorConnection({
      clock,
      certificate,
      offersLoopback,
      onFrame: (frame) => void intents['media.send']({ callId, attempt, frame }).catch(ignore),
      onLink: (state) => report({ type: 'link', state }),
      onWrongFingerprint: () => report({ type: 'wrong-fingerprint' }),
    })
    if (expected) connection.expect(expected)
    for (const frame of waiting.splice(0)) connection.handleFrame(frame)
    await intents['media.ready']({ callId, attempt, fingerprint })
  }
  open().catch(() => {
    if (!isClosed) report({ type: 'link', state: 'failed' })
  })

  return {
    isFor: (session) => session.callId === callId && session.attempt === attempt,
    handleFrame: (frame) => {
      if (connection) connection.handleFrame(frame)
      else if (waiting.length <= LIMITS.candidatesPerCall) waiting.push(frame)
    },
    expect: (fingerprint) => {
      expected = fingerprint
      connection?.expect(fingerprint)
    },
    close: () => {
      isClosed = true
      waiting = []
      connection?.close()
    },
  }
}
