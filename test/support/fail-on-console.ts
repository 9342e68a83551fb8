import { afterEach, beforeEach } from 'vitest'

const levels = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const
type Level = (typeof levels)[number]

const written: { readonly level: Level; readonly words: string }[] = []
const original = new Map<Level, (...parts: unknown[]) => void>()

beforeEach(() => {
  written.length = 0
  for (const level of levels) {
    original.set(level, console[level])
    console[level] = (...parts: unknown[]): void => {
      written.push({ level, words: parts.map(String).join(' ') })
    }
  }
})

/** What a test writes to the console is a warning that nobody reads: it fails the test. */
afterEach(() => {
  for (const [level, write] of original) console[level] = write
  const lines = written.splice(0).map(({ level, words }) => `console.${level}: ${words}`)
  if (lines.length > 0) throw new Error(`This test wrote to the console.\n${lines.join('\n')}`)
})
