import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/directory/store/open-store.ts'
import type { Store } from '../../src/directory/store/store.ts'

/** The data of a directory, and a second hand on it, as the command line has one. */
export type StoreBeside = {
  readonly dataDir: string
  readonly store: Store
  readonly close: () => Promise<void>
}

export async function openStoreBeside(): Promise<StoreBeside> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ahoy-callers-'))
  const opened = await openStore(dataDir, Date.now())
  if (!opened.ok) throw new Error(opened.error.kind)
  return {
    dataDir,
    store: opened.value,
    close: async () => {
      await opened.value.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
