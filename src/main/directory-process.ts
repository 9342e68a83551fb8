import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type RunningDirectory, startDirectory } from '../directory/directory.ts'
import { joinLinksOf } from '../directory/reach/join-links.ts'
import type { Exposure } from '../directory/reach/reach.ts'
import { startEcho } from '../echo/start-echo.ts'
import { type FromDirectory, ToDirectory } from './adapters/directory-messages.ts'

/** The port of Electron's utility process, of which only this is used. */
type ParentPort = {
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void
  readonly postMessage: (message: FromDirectory) => void
}
type Facts = Readonly<Record<string, string | number | boolean>>
type Running = {
  readonly expose: (port: number) => Promise<void>
  readonly unexpose: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * The entry of the directory's own process: it starts one directory, with the echo beside it, when it is told to, and
 * stops with its app.
 */
function serveParent(parent: ParentPort): void {
  let running: Running | null = null
  const note =
    (level: 'info' | 'warn') =>
    (what: string, facts: Facts = {}) =>
      parent.postMessage({ type: 'log', level, what: what.slice(0, 200), facts: { ...facts } })
  const log = {
    info: note('info'),
    warn: note('warn'),
    bug: (what: string, error: unknown) =>
      note('warn')(what, { bug: error instanceof Error ? error.name : typeof error }),
  }

  const start = async (dataDir: string, port: number) => {
    const started = await startDirectory({
      dataDir,
      bindHost: '127.0.0.1',
      port,
      registration: 'open',
      log,
    })
    if (started.ok) {
      const directory = started.value
      const threadUrl = pathToFileURL(join(import.meta.dirname, 'echo-thread.js'))
      const echo = startEcho({ directory, dataDir, log, threadUrl })
      const reach = reportReach(directory, (message) => parent.postMessage(message))
      running = {
        ...reach,
        close: async () => {
          reach.stop()
          await echo.close()
          await directory.close()
        },
      }
      return parent.postMessage({ type: 'started', url: started.value.url, port: started.value.port })
    }
    const { error } = started
    const failure = error.kind === 'port-taken' ? error : ({ kind: 'directory-failed' } as const)
    return parent.postMessage({ type: 'failed', failure })
  }
  const stop = async () => {
    await running?.close()
    process.exit(0)
  }

  const carryOut = (message: ToDirectory): Promise<void> => {
    switch (message.type) {
      case 'start':
        return start(message.dataDir, message.port)
      case 'expose':
        return running?.expose(message.port) ?? Promise.resolve()
      case 'unexpose':
        return running?.unexpose() ?? Promise.resolve()
      case 'stop':
        return stop()
    }
  }

  parent.on('message', ({ data }) => {
    const message = ToDirectory.safeParse(data)
    if (!message.success) return log.warn('the app said something unknown')
    // A bug ends the process: the app starts it again.
    carryOut(message.data).catch(() => process.exit(1))
    return undefined
  })
}

const ADDRESSES_MS = 5_000

/** Opens and closes the way in from other computers, and says again when this one has changed its network. */
function reportReach(
  directory: Pick<RunningDirectory, 'expose' | 'unexpose' | 'exposure'>,
  post: (message: FromDirectory) => void,
) {
  let told = ''
  const tell = (exposure: Exposure) => {
    told = exposure.addresses.join()
    post({ type: 'exposed', port: exposure.port, links: [...joinLinksOf(exposure)] })
  }
  const timer = setInterval(() => {
    const exposure = directory.exposure()
    if (exposure && exposure.addresses.join() !== told) tell(exposure)
  }, ADDRESSES_MS)
  return {
    expose: async (port: number) => {
      const exposed = await directory.expose({ port })
      if (exposed.ok) tell(exposed.value)
      else post({ type: 'expose-failed', trouble: exposed.error })
    },
    unexpose: async () => {
      await directory.unexpose()
      post({ type: 'unexposed' })
    },
    stop: () => clearInterval(timer),
  }
}

// Electron adds it to `process` in a utility process; Node's own types do not know it.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
serveParent((process as unknown as { parentPort: ParentPort }).parentPort)
