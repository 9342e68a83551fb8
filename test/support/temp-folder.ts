import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'

const made: string[] = []

/** A folder of its own for one test, gone after it. Call it inside a test. */
export function makeTempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ahoy-test-'))
  made.push(folder)
  return folder
}

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})
