import type { Engine } from '../../client/engine.ts'
import type { CallView } from '../../contract/bridge/snapshots.ts'
import type { WindowRole } from '../../contract/bridge/names.ts'
import type { Clock } from '../../contract/clock.ts'
import type { MainFacts } from './main-facts.ts'
import type { PageServer } from './page-link.ts'

/**
 * Sends one page every change of what it may see, from now on. The media topic is the call page's alone, people and
 * history are the main window's. Each word is read and drawn, also in a window that nobody looks at, just when a call
 * begins and the processor has better to do: so no page is told what it does not show.
 */
export function feedPage(
  role: WindowRole,
  server: PageServer,
  engine: Engine,
  { facts, clock }: { readonly facts: MainFacts; readonly clock: Clock },
): () => void {
  const endings = [
    facts.onApp((app) => server.emit('app.changed', app)),
    facts.onSettings((settings) => server.emit('settings.changed', settings)),
    engine.on('me', (me) => server.emit('me.changed', me)),
    engine.on('connection', (connection) => server.emit('connection.changed', connection)),
    feedCalls(role, server, engine, clock),
    ...(role === 'call' ? feedMedia(server, engine) : []),
    ...(role === 'main' ? feedMainWindow(server, engine, facts) : []),
  ]
  return () => {
    for (const end of endings) end()
  }
}

/** What a window shows of a call: all of it, or only who it is and how far. */
const SHOWN: Readonly<Record<WindowRole, (call: CallView) => unknown>> = {
  main: ({ callId, peer, phase }) => [callId, peer, phase],
  ring: (call) => (call.phase.kind === 'ringing-in' ? call : null),
  call: (call) => call,
}

/** By then a call rings or has its first picture: the windows that carry it are drawn before the one that names it. */
const MAIN_WINDOW_DELAY_MS = 300

function feedCalls(role: WindowRole, server: PageServer, engine: Engine, clock: Clock): () => void {
  let told: string | null = null
  let cancel: (() => void) | null = null
  const tell = () => {
    cancel = null
    const calls = engine.get('calls')
    const shown = JSON.stringify(calls.calls.map(SHOWN[role]).filter((call) => call !== null))
    if (shown === told) return
    told = shown
    server.emit('calls.changed', calls)
  }
  const end = engine.on('calls', () => {
    if (role === 'main') cancel ??= clock.setTimer(MAIN_WINDOW_DELAY_MS, tell)
    else tell()
  })
  return () => {
    end()
    cancel?.()
  }
}

const feedMedia = (server: PageServer, engine: Engine): (() => void)[] => [
  engine.on('media', (session) => server.emit('media.changed', { session })),
  engine.onMediaFrame((frame) => server.emit('media.frame', frame)),
]

/** My people, my address book, and who asks to call me, are nobody's business but the main window's. */
const feedMainWindow = (server: PageServer, engine: Engine, facts: MainFacts): (() => void)[] => [
  engine.on('people', (people) => server.emit('people.changed', people)),
  engine.on('recents', (recents) => server.emit('recents.changed', recents)),
  engine.on('book', (book) => server.emit('book.changed', book)),
  engine.on('requests', (requests) => server.emit('requests.changed', requests)),
  engine.on('passes', (passes) => server.emit('passes.changed', passes)),
  facts.onLink(() => server.emit('link.arrived', {})),
  facts.onView((view) => server.emit('view.requested', { view })),
]
