import { randomBytes } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** All functions throw Node's errors; their callers turn them into failures. */

/** Replaces a file so that a crash leaves the old or the new one, never half of one. Readable by the owner only. */
export function replaceFile(path: string, text: string): void {
  const temporary = writeTemporary(path, text)
  try {
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

/** Makes a file that must not be there yet: fails with EEXIST, and never overwrites. */
export function createFile(path: string, text: string): void {
  const temporary = writeTemporary(path, text)
  try {
    linkSync(temporary, path)
  } finally {
    rmSync(temporary, { force: true })
  }
  syncFolder(dirname(path))
}

/** Puts a copy of a file beside it, by replacing an older copy. */
export function keepCopy(path: string, copyPath: string): void {
  const temporary = temporaryName(copyPath)
  copyFileSync(path, temporary)
  renameSync(temporary, copyPath)
}

/** Moves a file out of the way as `<name>.damaged-<n>`, with the lowest free number, and returns the new name. */
export function setAside(path: string): string {
  const taken = new Set(readdirSync(dirname(path)))
  let n = 1
  while (taken.has(`${basename(path)}.damaged-${n}`)) n += 1
  const aside = `${path}.damaged-${n}`
  renameSync(path, aside)
  return aside
}

/** Removes what killed writes left behind in a folder. Call it before anything writes there. */
export function removeTemporaries(folder: string): number {
  const left = readdirSync(folder).filter((name) => TEMPORARY.test(name))
  for (const name of left) rmSync(join(folder, name), { force: true })
  return left.length
}

/** Ours, and those of the settings library: `settings.json.tmp-1a2b3c4d5e`. */
const TEMPORARY = /^[a-z0-9-]+\.json(\.bak)?\.tmp-[0-9a-f]+$/

const temporaryName = (path: string): string => `${path}.tmp-${randomBytes(6).toString('hex')}`

function writeTemporary(path: string, text: string): string {
  const temporary = temporaryName(path)
  const file = openSync(temporary, 'wx', 0o600)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
  return temporary
}

/** Makes the rename itself durable. Windows cannot open a folder, and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
