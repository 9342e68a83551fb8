import { hostname } from 'node:os'
import { join } from 'node:path'
import { safeStorage, session } from 'electron'
import { createEngine } from '../../client/create-engine.ts'
import type { Engine } from '../../client/engine.ts'
import type { Log } from '../../client/ports.ts'
import { trustedCertificates } from '../adapters/certificates.ts'
import { systemClock } from '../../node/clock.ts'
import { nodeCrypto } from '../../node/crypto.ts'
import { forkDirectory, portFile } from '../adapters/directory-fork.ts'
import { createEngineStorage } from '../adapters/engine-storage.ts'
import { createKeyVault, type RecoverableKeyVault } from '../adapters/key-vault.ts'
import { createLocalDirectory, type OwnDirectory } from '../adapters/local-directory.ts'
import { createSecretBox } from '../adapters/secret-box.ts'
import type { SettingsKeeper } from '../adapters/settings.ts'
import { createSocket } from '../adapters/socket.ts'
import { nameDevice } from './device-name.ts'

export type EngineParts = {
  readonly engine: Engine
  readonly keyVault: RecoverableKeyVault
  readonly localDirectory: OwnDirectory
  readonly stop: () => Promise<void>
}

/** The engine with this computer's ports. Call it when the app is ready. */
export function createEngineParts(folder: string, settings: SettingsKeeper, log: Log): EngineParts {
  const keyVault = createKeyVault(folder, createSecretBox(safeStorage, process.platform))
  const directoryFolder = join(folder, 'directory')
  const localDirectory = createLocalDirectory({
    fork: () => forkDirectory(join(import.meta.dirname, 'directory-process.js')),
    ports: portFile(directoryFolder, 'port.json'),
    reachPorts: portFile(directoryFolder, 'reach-port.json'),
    reachWish: {
      read: () => settings.get().isDirectoryReachable,
      write: (isDirectoryReachable) => settings.set({ isDirectoryReachable }).ok,
    },
    dataDir: directoryFolder,
    clock: systemClock,
    log,
  })
  const engine = createEngine({
    clock: systemClock,
    crypto: nodeCrypto,
    socket: createSocket({
      clock: systemClock,
      resolveProxy: (url) => session.defaultSession.resolveProxy(url),
      certificates: trustedCertificates,
    }),
    keyVault,
    storage: createEngineStorage(folder, log),
    localDirectory,
    log,
    deviceName: nameDevice(hostname()),
    random: Math.random,
  })
  const stop = async () => {
    await engine.stop()
    await localDirectory.stop()
  }
  return { engine, keyVault, localDirectory, stop }
}
