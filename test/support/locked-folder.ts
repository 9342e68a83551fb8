import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import type { Computer } from './two-computers.ts'

/** A folder that everybody may read and nobody may write. */
export type LockedFolder = {
  /** Where an app must run to find it locked. */
  readonly computer: Computer
  readonly unlock: () => void
}

const here: Computer = { address: '127.0.0.1', command: [], reach: (url) => Promise.resolve(url) }

/** The stand-in keeps its browser's profile in the folder, without which no page opens at all. */
const BROWSER_PROFILE = 'electron-host-profile'
/** Mounts the folder over itself, for reading only, in a namespace of its own, and goes on there. */
const READ_ONLY = [
  'mount --bind "$0" "$0"',
  'mount -o remount,bind,ro "$0"',
  `if [ -d "$0/${BROWSER_PROFILE}" ]; then mount -t tmpfs tmpfs "$0/${BROWSER_PROFILE}"; fi`,
  'exec "$@"',
].join(' && ')

/** Null where neither file modes nor mounts can lock it, as for an administrator without namespaces. */
export function lockFolder(folder: string): LockedFolder | null {
  if (process.platform === 'win32') return null
  if (process.getuid?.() !== 0) {
    chmodSync(folder, 0o555)
    return { computer: here, unlock: () => chmodSync(folder, 0o755) }
  }
  const command = ['unshare', '--mount', 'sh', '-c', READ_ONLY, folder]
  try {
    execFileSync(command[0] ?? '', [...command.slice(1), 'true'], { stdio: 'ignore' })
  } catch {
    return null
  }
  return { computer: { ...here, command }, unlock: () => {} }
}
