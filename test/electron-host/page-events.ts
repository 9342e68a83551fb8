import type { CdpSession } from './cdp-connection.ts'
import type { SchemeRegistry } from './scheme.ts'
import { createEvent } from './strict.ts'

type Contents = { url: string; title: string; emit(event: string, ...args: unknown[]): boolean }
type Deps = {
  readonly targetId: string
  readonly schemes: SchemeRegistry
  readonly onLoaded: () => void
  readonly onFailed: (error: Error) => void
  readonly onCrashed: () => void
  readonly onGone: () => void
}

/** Turns what the browser tells of a page into Electron's events of its webContents. */
export function wirePageEvents(contents: Contents, cdp: CdpSession, deps: Deps): void {
  const { schemes, targetId } = deps
  let isRealDocument = false
  cdp.on('Page.frameNavigated', ({ frame }) => {
    if (frame.id !== targetId) return
    isRealDocument = frame.unreachableUrl === undefined && frame.url !== 'about:blank'
    contents.url = schemes.toAppUrl(frame.unreachableUrl ?? frame.url + (frame.urlFragment ?? ''))
    if (isRealDocument) contents.emit('did-navigate', createEvent({}), contents.url, 200, 'OK')
  })
  cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (frameId !== targetId) return
    contents.url = schemes.toAppUrl(url)
    contents.emit('did-navigate-in-page', createEvent({}), contents.url, true, 1, 1)
  })
  cdp.on('Page.domContentEventFired', () => {
    if (isRealDocument) contents.emit('dom-ready', createEvent({}))
  })
  cdp.on('Page.loadEventFired', () => {
    if (!isRealDocument) return
    deps.onLoaded()
    contents.emit('did-finish-load')
  })
  cdp.on('Page.frameStoppedLoading', ({ frameId }) => {
    if (frameId === targetId && isRealDocument) contents.emit('did-stop-loading')
  })
  cdp.on('Inspector.targetCrashed', deps.onCrashed)
  cdp.on('detached', deps.onGone)
  wireConsole(contents, cdp, schemes)
}

const levels: Readonly<Record<string, string>> = {
  warning: 'warning',
  error: 'error',
  assert: 'error',
  debug: 'debug',
  verbose: 'debug',
}

function wireConsole(contents: Contents, cdp: CdpSession, schemes: SchemeRegistry): void {
  const tell = (level: string, message: string, sourceId = '', lineNumber = 0): void => {
    const details = {
      level: levels[level] ?? 'info',
      message,
      sourceId: schemes.toAppUrl(sourceId),
      lineNumber,
    }
    contents.emit(
      'console-message',
      createEvent(details),
      details.level,
      message,
      lineNumber,
      details.sourceId,
    )
  }
  cdp.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    const words = args
      .map(
        ({ value, description }) =>
          description ?? (typeof value === 'object' ? JSON.stringify(value) : String(value)),
      )
      .join(' ')
    tell(type, words, stackTrace?.callFrames[0]?.url, stackTrace?.callFrames[0]?.lineNumber)
  })
  cdp.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    tell(
      'error',
      `Uncaught ${exceptionDetails.exception?.description ?? exceptionDetails.text}`,
      exceptionDetails.url,
      exceptionDetails.lineNumber,
    )
  })
  cdp.on('Log.entryAdded', ({ entry }) => tell(entry.level, entry.text, entry.url, entry.lineNumber))
}
