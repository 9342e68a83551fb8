import type { Engine } from '../../client/engine.ts'
import type { WindowRole } from '../../contract/bridge/names.ts'
import type { MainFacts } from './main-facts.ts'
import type { PageServer } from './page-link.ts'

/** Sends one page every change of what it may see, from now on. The media topic is the call page's alone. */
export function feedPage(role: WindowRole, server: PageServer, engine: Engine, facts: MainFacts): () => void {
  const endings = [
    facts.onApp((app) => server.emit('app.changed', app)),
    facts.onSettings((settings) => server.emit('settings.changed', settings)),
    engine.on('me', (me) => server.emit('me.changed', me)),
    engine.on('connection', (connection) => server.emit('connection.changed', connection)),
    engine.on('people', (people) => server.emit('people.changed', people)),
    engine.on('recents', (recents) => server.emit('recents.changed', recents)),
    engine.on('calls', (calls) => server.emit('calls.changed', calls)),
    ...(role === 'call' ? feedMedia(server, engine) : []),
    ...(role === 'main' ? feedMainWindow(server, engine, facts) : []),
  ]
  return () => {
    for (const end of endings) end()
  }
}

const feedMedia = (server: PageServer, engine: Engine): (() => void)[] => [
  engine.on('media', (session) => server.emit('media.changed', { session })),
  engine.onMediaFrame((frame) => server.emit('media.frame', frame)),
]

/** My address book, and who asks to call me, are nobody's business but the main window's. */
const feedMainWindow = (server: PageServer, engine: Engine, facts: MainFacts): (() => void)[] => [
  engine.on('book', (book) => server.emit('book.changed', book)),
  engine.on('requests', (requests) => server.emit('requests.changed', requests)),
  engine.on('passes', (passes) => server.emit('passes.changed', passes)),
  facts.onLink(() => server.emit('link.arrived', {})),
  facts.onView((view) => server.emit('view.requested', { view })),
]
