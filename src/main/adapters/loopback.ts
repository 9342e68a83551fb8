import { isIPv4 } from 'node:net'

/** Whether a URL's host names this computer: 127.0.0.0/8, ::1 or localhost. Nothing is looked up. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1')
  if (host === 'localhost' || host === '::1') return true
  return isIPv4(host) && host.startsWith('127.')
}
