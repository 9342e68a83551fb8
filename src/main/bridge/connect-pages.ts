import type { Engine } from '../../client/engine.ts'
import type { Log } from '../../client/ports.ts'
import type { BridgeContract } from '../../contract/bridge/contract.ts'
import type { WindowRole } from '../../contract/bridge/names.ts'
import type { Clock } from '../../contract/clock.ts'
import type { Handlers } from '../../contract/rpc/server.ts'
import type { DeviceCheck } from '../permissions/device-check.ts'
import type { WindowSet } from '../windows/window-set.ts'
import type { MainFacts } from './main-facts.ts'
import { feedPage } from './page-feed.ts'
import { listenToPages } from './page-ipc.ts'
import { createPageLink, type PageCaller, type PageLink } from './page-link.ts'

export type PageLinks = {
  /** From now on pages are heard. */
  readonly listen: () => void
  /** A window's page is gone. */
  readonly handleGone: (role: WindowRole) => void
}

export type ConnectPagesDeps = {
  readonly engine: Engine
  readonly facts: MainFacts
  readonly windows: Pick<WindowSet, 'send' | 'roleOf'>
  readonly handlers: Handlers<BridgeContract, PageCaller>
  readonly deviceCheck: Pick<DeviceCheck, 'handlePageLost'>
  readonly clock: Clock
  readonly log: Log
}

/** One bridge for each window. */
export function connectPages(deps: ConnectPagesDeps): PageLinks {
  const { engine, windows, handlers, deviceCheck, log } = deps
  const linkOf = (role: WindowRole): PageLink =>
    createPageLink({
      role,
      handlers,
      log,
      send: (frame) => windows.send(role, frame),
      feed: (server) => feedPage(role, server, engine, deps),
      onLost: () => {
        if (role === 'call') engine.handleMediaPageLost()
        if (role === 'main') deviceCheck.handlePageLost()
      },
    })
  const links: Readonly<Record<WindowRole, PageLink>> = {
    main: linkOf('main'),
    ring: linkOf('ring'),
    call: linkOf('call'),
  }
  return {
    listen: () =>
      listenToPages({
        roleOf: windows.roleOf,
        onFrame: (role, frame) => links[role].handleFrame(frame),
        log,
      }),
    handleGone: (role) => links[role].handleGone(),
  }
}
