import type { LocalDirectorySnapshot } from '../../src/contract/bridge/snapshots.ts'
import { bridgeContract } from '../../src/contract/bridge/contract.ts'
import type { WindowRole } from '../../src/contract/bridge/names.ts'
import { fail, ok } from '../../src/contract/result.ts'
import type { Channel } from '../../src/contract/rpc/channel.ts'
import { createRpcClient } from '../../src/contract/rpc/client.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/main/adapters/settings-record.ts'
import type { SettingsKeeper } from '../../src/main/adapters/settings.ts'
import { createMainFacts } from '../../src/main/bridge/main-facts.ts'
import { createMainHandlers } from '../../src/main/bridge/main-handlers.ts'
import { feedPage } from '../../src/main/bridge/page-feed.ts'
import { createPageLink } from '../../src/main/bridge/page-link.ts'
import { createSignal } from '../../src/main/bridge/signal.ts'
import { createLinkInbox } from '../../src/main/links/link-inbox.ts'
import { createDeviceCheck } from '../../src/main/permissions/device-check.ts'
import { createFakeEngine, type FakeEngine } from './fake-engine.ts'
import { createManualClock } from './manual-clock.ts'

export function fakeSettings(canSave = true): SettingsKeeper {
  let settings: Settings = DEFAULT_SETTINGS
  const changes = createSignal<null>()
  return {
    get: () => settings,
    trouble: () => (canSave ? 'none' : 'cannot-be-written'),
    set: (change) => {
      if (!canSave) return fail({ kind: 'cannot-save' })
      settings = { ...settings, ...change }
      changes.emit(null)
      return ok(null)
    },
    onChange: (listener) => changes.on(() => listener()),
  }
}

const refused = async () => fail({ kind: 'busy' } as const)
const noRecovery = { 'recovery.save': refused, 'recovery.choose': refused, 'recovery.restore': refused }

/** A directory on this computer that lets others in as soon as it is told to. */
function fakeDirectory() {
  const changes = createSignal<null>()
  let isOn = false
  return {
    state: (): LocalDirectorySnapshot =>
      isOn ? { kind: 'reachable', port: 4701, links: [] } : { kind: 'loopback' },
    onState: (listener: () => void) => changes.on(() => listener()),
    expose: (wanted: boolean) => {
      isOn = wanted
      changes.emit(null)
      return ok(null)
    },
  }
}

/** Main's end of one window's bridge, over a fake engine, and pages that talk to it. */
export function openWindow(
  role: WindowRole,
  engine: FakeEngine = createFakeEngine(),
  settings = fakeSettings(),
) {
  const log: string[] = []
  const note = (what: string) => void log.push(what)
  const toPage = createSignal<string>()
  const sent: string[] = []
  const inbox = createLinkInbox()
  const opened: string[] = []
  const directory = fakeDirectory()
  const deviceCheck = createDeviceCheck()
  let losses = 0
  const clock = createManualClock()
  const facts = createMainFacts({
    engine,
    settings,
    localDirectory: directory,
    systemLanguage: 'fr',
    keyStore: 'system',
    platform: 'linux',
    version: '1.2.3',
  })
  const handlers = createMainHandlers({
    engine,
    facts,
    settings,
    recovery: noRecovery,
    bookExport: { 'book.export': refused },
    localDirectory: directory,
    inbox,
    deviceCheck,
    openPage: async (page) => void opened.push(page),
    showCall: () => engine.get('calls').calls.length > 0,
  })
  const link = createPageLink({
    role,
    handlers,
    send: (frame) => {
      sent.push(frame)
      toPage.emit(frame)
    },
    feed: (server) => feedPage(role, server, engine, { facts, clock }),
    onLost: () => {
      losses += 1
      deviceCheck.handlePageLost()
    },
    log: { info: note, warn: note },
  })
  const openPage = () => {
    const channel: Channel = {
      send: link.handleFrame,
      onFrame: toPage.on,
      onClose: () => () => {},
      close: () => {},
    }
    return createRpcClient(bridgeContract, channel, { clock })
  }
  return { clock, deviceCheck, engine, facts, inbox, link, log, losses: () => losses, openPage, opened, sent }
}
