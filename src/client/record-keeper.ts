import type { z } from 'zod'
import { fail, type Result } from '../contract/result.ts'
import type { EngineStorage, Log, StoredRecord } from './ports.ts'

export type Written = Result<null, { readonly kind: 'cannot-save' }>

/** One stored record in memory and on disk: writes follow each other, and only the newest value is written. */
export type RecordKeeper<T> = {
  readonly get: () => T
  /** Resolves when the value, or a newer one, is durable. A value that does not fit the record's schema is not taken. */
  readonly set: (value: T) => Promise<Written>
}

export function createRecordKeeper<S extends z.ZodType>(
  name: StoredRecord,
  schema: S,
  empty: z.output<S>,
  { storage, log }: { readonly storage: EngineStorage; readonly log: Log },
): RecordKeeper<z.output<S>> {
  const raw = storage.read(name)
  const parsed = schema.safeParse(raw)
  if (raw !== undefined && !parsed.success) log.warn('stored record does not fit', { name })
  let value: z.output<S> = parsed.success ? parsed.data : empty
  let running: Promise<Written> | null = null
  let next: Promise<Written> | null = null

  const write = async () => {
    const result = await storage.write(name, value)
    if (!result.ok) log.warn('record could not be saved', { name })
    return result
  }
  const schedule = (): Promise<Written> => {
    if (!running) {
      running = write().finally(() => {
        running = null
      })
      return running
    }
    // One more write after the running one takes whatever is newest then.
    next ??= running.then(() => {
      next = null
      return schedule()
    })
    return next
  }
  return {
    get: () => value,
    set: (newest) => {
      // What could not be read again would lose the whole record at the next start.
      if (!schema.safeParse(newest).success) {
        log.warn('a value that does not fit was not stored', { name })
        return Promise.resolve(fail({ kind: 'cannot-save' }))
      }
      value = newest
      return schedule()
    },
  }
}
