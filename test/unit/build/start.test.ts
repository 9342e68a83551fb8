import { expect, test } from 'vitest'
import { decideStart, type StartFacts } from '../../../build/scripts/decide-start.ts'

const desk: StartFacts = {
  hasDisplay: true,
  electronPath: null,
  installFailure: null,
  browserPath: '/opt/chromium',
  browserFailure: null,
}

test('START1 Electron runs the app wherever its program file is there', () => {
  const decision = decideStart({ ...desk, electronPath: '/opt/electron', browserPath: null })
  expect(decision).toStrictEqual({ kind: 'electron', path: '/opt/electron' })
})

test('START2 without the program file its installer is tried, before any stand-in', () => {
  expect(decideStart(desk)).toStrictEqual({ kind: 'install-electron' })
})

test('START3 after a failed download the stand-in runs, and one line says so and why', () => {
  const decision = decideStart({ ...desk, installFailure: 'no byte for 20 s' })
  expect(decision).toStrictEqual({
    kind: 'stand-in',
    browserPath: '/opt/chromium',
    words: 'Electron could not be downloaded (no byte for 20 s): running on the stand-in in /opt/chromium.',
  })
})

test('START4 the stand-in gets a browser installed once, and gives up with the words of that failure', () => {
  const facts = { ...desk, installFailure: 'fetch failed', browserPath: null }
  expect(decideStart(facts)).toStrictEqual({ kind: 'install-browser' })
  expect(decideStart({ ...facts, browserFailure: 'Install Chromium.' })).toStrictEqual({
    kind: 'give-up',
    words: 'Install Chromium.',
  })
})

test('START5 without a display the demo runs, even where Electron is there, and nothing is downloaded for it', () => {
  for (const electronPath of [null, '/opt/electron']) {
    const decision = decideStart({ ...desk, hasDisplay: false, electronPath })
    expect(decision.kind).toBe('demo')
  }
})

test('START6 every step that was tried is not tried again, so that starting ends', () => {
  const failed = { installFailure: 'failed', browserFailure: 'failed' }
  for (const hasDisplay of [true, false]) {
    for (const browserPath of [null, '/opt/chromium']) {
      const { kind } = decideStart({ ...desk, ...failed, hasDisplay, browserPath })
      expect(['stand-in', 'demo', 'give-up']).toContain(kind)
    }
  }
})
