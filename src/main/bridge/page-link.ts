import type { Log } from '../../client/ports.ts'
import { type BridgeContract, bridgeContract } from '../../contract/bridge/contract.ts'
import { PAGE_PROCEDURES, type WindowRole } from '../../contract/bridge/names.ts'
import { LIMITS } from '../../contract/limits.ts'
import type { Channel } from '../../contract/rpc/channel.ts'
import { parseFrame } from '../../contract/rpc/frames.ts'
import { createRpcServer, type Handlers, type RpcServer } from '../../contract/rpc/server.ts'

export type PageCaller = { readonly role: WindowRole }
export type PageServer = RpcServer<BridgeContract>

export type PageLinkDeps = {
  readonly role: WindowRole
  /** To the page; a no-op when the window is gone. */
  readonly send: (frame: string) => void
  readonly handlers: Handlers<BridgeContract, PageCaller>
  /** Feeds the events that this page is to get; returns what ends it. */
  readonly feed: (server: PageServer) => () => void
  /** The page that was here before is gone: it crashed, or was loaded anew. */
  readonly onLost: () => void
  readonly log: Log
}

export type PageLink = {
  /** A frame whose sender was checked. */
  readonly handleFrame: (frame: string) => void
  /** The page's process is gone. */
  readonly handleGone: () => void
}

/**
 * Main's end of one window's bridge, over the lives of all pages in it. Each page begins with a hello, so a hello
 * begins a new server: nothing that was meant for the page before reaches the one after.
 */
export function createPageLink(deps: PageLinkDeps): PageLink {
  let current: PageConnection | null = null
  const drop = () => {
    if (current === null) return
    current.close()
    current = null
    deps.onLost()
  }
  return {
    handleFrame: (frame) => {
      if (isHello(frame)) {
        drop()
        current = openConnection(deps)
      }
      if (current === null) return deps.log.warn('a frame before the hello was dropped', { role: deps.role })
      return current.deliver(frame)
    },
    handleGone: drop,
  }
}

/** A hello is short, so that no long frame is parsed twice. */
const isHello = (frame: string): boolean => {
  if (frame.length > 200) return false
  const parsed = parseFrame(frame)
  return parsed.ok && parsed.value.type === 'hello'
}

type PageConnection = { readonly deliver: (frame: string) => void; readonly close: () => void }

function openConnection(deps: PageLinkDeps): PageConnection {
  const { role, log } = deps
  const { channel, deliver } = createPageChannel(deps.send)
  const server = createRpcServer(bridgeContract, deps.handlers, channel, {
    caller: { role },
    maxAnswerChars: LIMITS.snapshotFrameChars,
    gate: (procedure) => (mayCall(role, procedure) ? null : { kind: 'not-allowed' }),
    onRefused: (what, reason) => log.warn('a page was refused', { role, what: what.slice(0, 60), reason }),
    onBug: (procedure, error) => log.warn('a handler threw', { procedure, error: describeError(error) }),
  })
  const endFeed = deps.feed(server)
  return {
    deliver,
    close: () => {
      endFeed()
      server.close()
    },
  }
}

function createPageChannel(send: (frame: string) => void) {
  const listeners = new Set<(frame: string) => void>()
  const closeListeners = new Set<() => void>()
  let isClosed = false
  const channel: Channel = {
    send: (frame) => {
      if (!isClosed) send(frame)
    },
    onFrame: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    onClose: (listener) => {
      if (isClosed) listener()
      else closeListeners.add(listener)
      return () => void closeListeners.delete(listener)
    },
    close: () => {
      if (isClosed) return
      isClosed = true
      for (const listener of [...closeListeners]) listener()
    },
  }
  const deliver = (frame: string) => {
    for (const listener of [...listeners]) listener(frame)
  }
  return { channel, deliver }
}

export const mayCall = (role: WindowRole, procedure: string): boolean =>
  PAGE_PROCEDURES[role].some((allowed) => allowed === procedure)

export const describeError = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : typeof error
