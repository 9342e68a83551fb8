import { join } from 'node:path'
import { app, powerMonitor, session } from 'electron'
import type { Engine } from '../../client/engine.ts'
import type { Log } from '../../client/ports.ts'
import { WINDOW_ROLES } from '../../contract/bridge/names.ts'
import { systemClock } from '../../node/clock.ts'
import type { OwnDirectory } from '../adapters/local-directory.ts'
import { openSettings, type SettingsKeeper } from '../adapters/settings.ts'
import { openSettingsWriter } from '../adapters/settings-writer.ts'
import { createBookDialog } from '../book/book-dialog.ts'
import { type BookExportHandlers, createBookExport } from '../book/book-export.ts'
import { createMainFacts, type MainFacts, platformOf } from '../bridge/main-facts.ts'
import { connectPages, type PageLinks } from '../bridge/connect-pages.ts'
import { createMainHandlers } from '../bridge/main-handlers.ts'
import { describeError } from '../bridge/page-link.ts'
import { decideLanguage, decideSystemLanguage } from '../i18n/language.ts'
import { type Words, wordsOf } from '../i18n/words.ts'
import { createLinkInbox } from '../links/link-inbox.ts'
import { openNamedPage } from '../navigation/open-page.ts'
import { followNotices } from '../notices/follow-notices.ts'
import { createNoticeBoard } from '../notices/notices.ts'
import { createDeviceCheck, type DeviceCheck } from '../permissions/device-check.ts'
import { guardPermissions } from '../permissions/permissions.ts'
import { openRecovery } from '../recovery/open-recovery.ts'
import type { RecoveryHandlers } from '../recovery/recovery-desk.ts'
import { appPicture } from '../tray/app-picture.ts'
import { followTray } from '../tray/follow-tray.ts'
import { isCallInView } from '../windows/decide-windows.ts'
import { followCalls } from '../windows/follow-calls.ts'
import { createWindowSet, type WindowSet } from '../windows/window-set.ts'
import { createAppActions } from './app-actions.ts'
import { applySettings, isStartedAtLogin } from './apply-settings.ts'
import type { Arrivals } from './arrivals.ts'
import { createEngineParts } from './engine-parts.ts'
import { receiveArrivals } from './receive-arrivals.ts'
import type { Quitting } from './quitting.ts'

export type RunDeps = {
  readonly folder: string
  readonly arrivals: Arrivals
  readonly quitting: Quitting
  readonly log: Log
}

/** Wires the parts and starts the engine. Call it when the app is ready. */
export async function runApp({ folder, arrivals, quitting, log }: RunDeps): Promise<void> {
  const { platform } = process
  const settings = openSettings(folder, () => openSettingsWriter(folder), log)
  applySettings(settings, platform)
  const systemLanguage = decideSystemLanguage(app.getPreferredSystemLanguages())
  const words = (): Words => wordsOf(decideLanguage(settings.get().language, systemLanguage))

  const { engine, keyVault, localDirectory, stop } = createEngineParts(folder, settings, log)
  const facts = createMainFacts({
    engine,
    settings,
    localDirectory,
    systemLanguage,
    keyStore: await keyVault.keyStore(),
    platform: platformOf(platform),
    version: app.getVersion(),
  })

  const deviceCheck = createDeviceCheck()
  const { windows, links, inbox } = openBridge({
    engine,
    deviceCheck,
    localDirectory,
    facts,
    settings,
    words,
    recovery: openRecovery({ engine, keyVault, folder, settings, words, log }),
    bookExport: createBookExport({
      engine,
      chooseTarget: createBookDialog(app.getPath('documents'), words),
      log,
    }),
    quitting,
    log,
  })
  // First, so that nobody looks at windows that no longer answer.
  quitting.beforeEnd('the windows', async () => WINDOW_ROLES.forEach(windows.hide))
  quitting.beforeEnd('the engine', stop)
  guardPermissions(session.defaultSession, {
    roleOf: windows.roleOf,
    media: () => engine.get('media'),
    isDeviceCheckOpen: deviceCheck.isOpen,
    platform,
    log,
  })
  followCalls(engine, windows)
  openSurfaces({ engine, facts, settings, words, windows, log })
  powerMonitor.on('resume', () => engine.handleWake())
  powerMonitor.on('unlock-screen', () => engine.handleWake())
  app.on('activate', () => windows.show('main'))
  links.listen()
  receiveArrivals({ arrivals, inbox, windows, facts, isHidden: isStartedAtLogin(platform), log })
  await engine.start()
}

type SurfaceDeps = Pick<BridgeDeps, 'engine' | 'facts' | 'settings' | 'words' | 'log'> & {
  readonly windows: WindowSet
}

/** The tray and the notifications. */
function openSurfaces({ engine, facts, settings, words, windows, log }: SurfaceDeps): void {
  const { platform } = process
  const { requestView } = facts
  const actions = createAppActions({ engine, windows, requestView, quit: () => app.quit(), log })
  const orLog = (what: string, done: Promise<void>) => {
    done.catch((error: unknown) => log.warn(what, { error: describeError(error) }))
  }
  followTray({
    engine,
    settings,
    words,
    platform,
    perform: (action) => orLog('an action of the tray threw', actions.perform(action)),
    log,
  })
  const board = createNoticeBoard({
    platform,
    words,
    onPicked: (notice, action) => orLog('an action of a notice threw', actions.pickNotice(notice, action)),
    log,
  })
  followNotices(engine, board)
}

type BridgeDeps = {
  readonly engine: Engine
  readonly deviceCheck: DeviceCheck
  readonly localDirectory: OwnDirectory
  readonly facts: MainFacts
  readonly settings: SettingsKeeper
  readonly words: () => Words
  readonly recovery: RecoveryHandlers
  readonly bookExport: BookExportHandlers
  readonly quitting: Quitting
  readonly log: Log
}

function openBridge(deps: BridgeDeps) {
  const { engine, deviceCheck, localDirectory, facts, settings, words, recovery, bookExport, quitting, log } =
    deps
  const inbox = createLinkInbox()
  const windows: WindowSet = createWindowSet({
    preloadPath: join(import.meta.dirname, '../preload/index.cjs'),
    icon: appPicture(),
    platform: process.platform,
    titles: () => words().titles,
    isQuitting: quitting.isQuitting,
    onPageGone: (role) => links.handleGone(role),
    clock: systemClock,
    log,
  })
  const showCall = (): boolean => {
    if (!isCallInView(engine.get('calls'))) return false
    windows.show('call')
    return true
  }
  const openPage = (page: Parameters<typeof openNamedPage>[0]) => openNamedPage(page, log)
  const handlers = createMainHandlers({
    engine,
    localDirectory,
    facts,
    settings,
    recovery,
    bookExport,
    inbox,
    deviceCheck,
    openPage,
    showCall,
  })
  const links: PageLinks = connectPages({
    engine,
    facts,
    windows,
    handlers,
    deviceCheck,
    clock: systemClock,
    log,
  })
  return { windows, links, inbox }
}
