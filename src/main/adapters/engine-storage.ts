import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineStorage, Log, StoredRecord } from '../../client/ports.ts'
import { fail, ok } from '../../contract/result.ts'
import { keepCopy, replaceFile, setAside } from './durable-file.ts'

type Read = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'absent' | 'damaged' }

/**
 * One JSON file for each record, with the version before it as `.bak`. A file that cannot be read is set aside as
 * `.damaged-<n>`, and the copy is used. Nothing damaged is ever overwritten.
 */
export function createEngineStorage(folder: string, log: Log): EngineStorage {
  const pathOf = (name: StoredRecord) => join(folder, `${name}.json`)

  const readOr = (path: string, name: StoredRecord): Read => {
    const read = readJson(path)
    if (read.kind === 'damaged') rescue(path, name)
    return read
  }
  const rescue = (path: string, name: StoredRecord): void => {
    try {
      setAside(path)
      log.warn('a record was damaged and set aside', { name })
    } catch {
      log.warn('a damaged record could not be set aside', { name })
    }
  }

  return {
    read: (name) => {
      const first = readOr(pathOf(name), name)
      if (first.kind === 'value') return first.value
      const copy = readOr(`${pathOf(name)}.bak`, name)
      return copy.kind === 'value' ? copy.value : undefined
    },
    write: async (name, value) => {
      const path = pathOf(name)
      try {
        const current = readOr(path, name)
        if (current.kind === 'value') keepCopy(path, `${path}.bak`)
        replaceFile(path, JSON.stringify(value))
        return ok(null)
      } catch {
        log.warn('a record could not be written', { name })
        return fail({ kind: 'cannot-save' })
      }
    },
  }
}

function readJson(path: string): Read {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return { kind: 'value', value }
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { kind: isAbsent ? 'absent' : 'damaged' }
  }
}
