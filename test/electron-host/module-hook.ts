import { registerHooks } from 'node:module'

let installed: Record<string, unknown> | undefined

/** From now on `electron` is this, for ESM and CommonJS, in the app and in its packages. */
export function installElectron(electron: Record<string, unknown>): void {
  installed = electron
  const url = new URL('./electron-exports.ts', import.meta.url).href
  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (/^electron(\/main|\/common)?$/.test(specifier))
        return { url, format: 'module-typescript', shortCircuit: true }
      return nextResolve(specifier, context)
    },
  })
}

export function installedElectron(): Record<string, unknown> {
  if (installed === undefined)
    throw new Error('electron-host: electron was imported before the stand-in was set up')
  return installed
}

/** What packages look at to find out that they run in Electron's main process. */
export function imitateElectronProcess(isPackaged: boolean, resourcesPath: string): void {
  const { versions } = process
  Object.defineProperties(process, {
    type: { value: 'browser', configurable: true },
    versions: {
      value: Object.freeze({ ...versions, electron: '45.4.1', chrome: '156.0.0.0' }),
      configurable: true,
    },
    resourcesPath: { value: resourcesPath, configurable: true },
    defaultApp: { value: isPackaged ? undefined : true, configurable: true },
  })
}
