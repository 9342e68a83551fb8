import { resolve } from 'node:path'

export type HostOptions = {
  readonly appDir: string
  readonly userDataDir: string | undefined
  readonly isHeaded: boolean
  readonly isPackaged: boolean
  readonly appArgs: readonly string[]
  readonly browserPath: string | undefined
  readonly hasFakeDevices: boolean
  readonly browserFlags: readonly string[]
}

export const usage =
  'node test/electron-host/main.ts <appDir> [--user-data-dir=<folder>] [--headed] [arguments of the app]'

/** The environment sets what an app's arguments must not carry. */
export function parseOptions(args: readonly string[], env: NodeJS.ProcessEnv): HostOptions {
  const rest = [...args]
  const take = (name: string): string | undefined => {
    const at = rest.findIndex((arg) => arg === name || arg.startsWith(`${name}=`))
    return at < 0 ? undefined : rest.splice(at, 1)[0]?.slice(name.length + 1)
  }
  const userDataDir = take('--user-data-dir')
  const isHeaded = take('--headed') !== undefined || env['ELECTRON_HOST_HEADED'] === '1'
  const appDir = rest.shift()
  if (appDir === undefined) throw new Error(`electron-host: which app? ${usage}`)
  return {
    appDir: resolve(appDir),
    userDataDir: userDataDir === undefined ? undefined : resolve(userDataDir),
    isHeaded,
    isPackaged: env['ELECTRON_HOST_PACKAGED'] === '1',
    appArgs: rest,
    browserPath: env['ELECTRON_HOST_BROWSER'],
    hasFakeDevices: env['ELECTRON_HOST_FAKE_DEVICES'] !== '0' && !isHeaded,
    browserFlags: env['ELECTRON_HOST_FLAGS']?.split(' ').filter((flag) => flag !== '') ?? [],
  }
}
