import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { Log } from '../../client/ports.ts'
import { systemClock } from '../../node/clock.ts'
import { removeTemporaries } from '../adapters/durable-file.ts'
import { openLog } from '../adapters/log.ts'
import { describeError } from '../bridge/page-link.ts'
import { registerAppScheme, serveAppPages } from '../navigation/app-protocol.ts'
import { lockNavigation } from '../navigation/lock-navigation.ts'
import { setAppMenu } from './app-menu.ts'
import { type Arrivals, claimArrivals, claimLinks } from './arrivals.ts'
import { nameAppToSystem } from './identity.ts'
import { watchQuit } from './quitting.ts'
import { runApp } from './run-app.ts'

/** Everything that must be said before the app is ready, in one go; the rest waits for it. */
export function startApp(): void {
  app.enableSandbox()
  showOwnAddresses()
  registerAppScheme()
  nameAppToSystem(process.platform)
  const folder = app.getPath('userData')
  const arrivals = claimArrivals(process.argv)
  if (arrivals === null) return app.quit()
  const log = openLog(folder, !app.isPackaged)
  const reportBug = (error: unknown) => log.warn('a bug', { error: describeError(error) })
  process.on('uncaughtException', reportBug)
  lockNavigation(log)
  run(folder, arrivals, log).catch((error: unknown) => {
    reportBug(error)
    app.exit(1)
  })
  return undefined
}

/**
 * The browser would tell pages a made-up `.local` name instead of an address, until a device is open. Others find it
 * by multicast alone, which many networks do not carry; here the escrow keeps addresses back until the answer
 * (docs/decisions/0010-own-addresses.md).
 */
function showOwnAddresses(): void {
  app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns')
}

async function run(folder: string, arrivals: Arrivals, log: Log): Promise<void> {
  const quitting = watchQuit(systemClock, log)
  await app.whenReady()
  cleanFolder(folder, log)
  claimLinks()
  setAppMenu(process.platform)
  serveAppPages(join(import.meta.dirname, '../renderer'))
  await runApp({ folder, arrivals, quitting, log })
}

/** A folder that cannot be written is no reason not to start: settings and storage say what they could not keep. */
function cleanFolder(folder: string, log: Log): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const count = removeTemporaries(folder)
    if (count > 0) log.info('files of broken writes were removed', { count })
  } catch {
    log.warn('the data folder cannot be used')
  }
}
