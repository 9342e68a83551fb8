import { hostname } from 'node:os'
import { DirectoryHost } from '../contract/ids.ts'

/** The machine's own name as a directory's host: `<hostname>.local`, of what a host may hold. */
export function defaultHost(machineName: string = hostname()): DirectoryHost {
  const label = (machineName.toLowerCase().split('.')[0] ?? '').replace(/[^a-z0-9-]+/g, '-')
  const clean = label.replace(/^-+|-+$/g, '').slice(0, 63)
  return DirectoryHost.parse(`${clean === '' ? 'ahoy' : clean}.local`)
}

/**
 * The hosts under which this directory is reached, as a `Host` header or a sign-in names them. Any other is refused:
 * a page that has its own name point to this computer, or a directory that passes a sign-in on.
 */
export function reachableHosts(where: {
  readonly host: DirectoryHost
  readonly bindHost: string
  readonly port: number
}): ReadonlySet<string> {
  const { host, bindHost, port } = where
  const name = host.replace(/:\d+$/, '')
  const bound = bindHost.includes(':') ? `[${bindHost}]` : bindHost
  const names = [name, '127.0.0.1', 'localhost', '[::1]', bound]
  return new Set([host, ...names.map((each) => `${each}:${port}`)])
}
