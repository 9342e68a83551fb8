import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openSettings } from '../../../src/main/adapters/settings.ts'
import { DEFAULT_SETTINGS, parseSettingsText } from '../../../src/main/adapters/settings-record.ts'
import type { openSettingsWriter as OpenSettingsWriter } from '../../../src/main/adapters/settings-writer.ts'
import { makeTempFolder } from '../../support/temp-folder.ts'

const log = { info: () => {}, warn: () => {} }
let openSettingsWriter: typeof OpenSettingsWriter

/** The real electron-store, whose only needs of Electron are the paths that it is given here. */
beforeAll(async () => {
  const electron =
    "const app = { getPath: () => '/nowhere', getVersion: () => '0.0.0' };" +
    'export default { app, ipcMain: { on() {} }, shell: {} }'
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron'
        ? { url: `data:text/javascript,${encodeURIComponent(electron)}`, shortCircuit: true }
        : next(specifier, context),
  })
  ;({ openSettingsWriter } = await import('../../../src/main/adapters/settings-writer.ts'))
  hooks.deregister()
})

const open = (folder: string) => openSettings(folder, () => openSettingsWriter(folder), log)
const fileOf = (folder: string) => join(folder, 'settings.json')
const text = (change: object = {}) => JSON.stringify({ version: 1, ...DEFAULT_SETTINGS, ...change })

test('IT2 the first start has the defaults, and writes nothing', () => {
  const folder = makeTempFolder()
  const settings = open(folder)
  expect([settings.get(), settings.trouble()]).toEqual([DEFAULT_SETTINGS, 'none'])
  expect(readdirSync(folder)).toEqual([])
})

test('IT2 a change is there at the next start, and is told', () => {
  const folder = makeTempFolder()
  const settings = open(folder)
  let changes = 0
  const end = settings.onChange(() => void (changes += 1))
  expect(settings.set({ theme: 'dark' })).toEqual({ ok: true, value: null })
  end()
  settings.set({ language: 'fr' })
  expect(changes).toBe(1)
  const again = open(folder)
  expect(again.get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', language: 'fr' })
  expect(again.trouble()).toBe('none')
  expect(parseSettingsText(readFileSync(`${fileOf(folder)}.bak`, 'utf8'))).toEqual({
    kind: 'valid',
    settings: { ...DEFAULT_SETTINGS, theme: 'dark' },
  })
})

const damages: [string, string][] = [
  ['empty', ''],
  ['truncated', text().slice(0, 25)],
  ['not of the schema', text({ theme: 'purple' })],
  ['without a version', JSON.stringify(DEFAULT_SETTINGS)],
  ['a list', '[]'],
]

test.each(damages)('IT2 a file that is %s is set aside, and its copy put back', (_name, damaged) => {
  const folder = makeTempFolder()
  writeFileSync(fileOf(folder), damaged)
  writeFileSync(`${fileOf(folder)}.bak`, text({ theme: 'light' }))
  const settings = open(folder)
  expect([settings.get().theme, settings.trouble()]).toEqual(['light', 'restored-from-backup'])
  expect(readFileSync(`${fileOf(folder)}.damaged-1`, 'utf8')).toBe(damaged)
  expect(settings.set({ openAtLogin: true }).ok).toBe(true)
  expect(settings.trouble()).toBe('none')
  expect(open(folder).get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'light', openAtLogin: true })
})

test.each(damages)('IT2 a file that is %s and has no copy makes place for the defaults', (_name, damaged) => {
  const folder = makeTempFolder()
  writeFileSync(fileOf(folder), damaged)
  const settings = open(folder)
  expect([settings.get(), settings.trouble()]).toEqual([DEFAULT_SETTINGS, 'reset-to-defaults'])
  expect(readdirSync(folder)).toEqual(['settings.json.damaged-1'])
  expect(settings.set({ theme: 'dark' }).ok).toBe(true)
  expect(open(folder).get().theme).toBe('dark')
})

test('IT2 where file and copy are damaged both are set aside', () => {
  const folder = makeTempFolder()
  writeFileSync(fileOf(folder), '{')
  writeFileSync(`${fileOf(folder)}.bak`, '{')
  expect(open(folder).trouble()).toBe('reset-to-defaults')
  expect(readdirSync(folder).toSorted()).toEqual(['settings.json.bak.damaged-1', 'settings.json.damaged-1'])
})

test('IT2 a newer app’s file is left as it is, and nothing is written', () => {
  const folder = makeTempFolder()
  const newer = text({ version: 2, theme: 'sepia' })
  writeFileSync(fileOf(folder), newer)
  const settings = open(folder)
  expect([settings.get(), settings.trouble()]).toEqual([DEFAULT_SETTINGS, 'newer-version'])
  expect(settings.set({ theme: 'dark' })).toEqual({ ok: false, error: { kind: 'cannot-save' } })
  expect(settings.trouble()).toBe('newer-version')
  expect(readdirSync(folder)).toEqual(['settings.json'])
  expect(readFileSync(fileOf(folder), 'utf8')).toBe(newer)
})

test('IT2 a change that cannot be written is not made, and says so', () => {
  const file = join(makeTempFolder(), 'file')
  writeFileSync(file, '')
  const settings = open(join(file, 'inside'))
  expect(settings.set({ theme: 'dark' })).toEqual({ ok: false, error: { kind: 'cannot-save' } })
  expect([settings.get().theme, settings.trouble()]).toEqual(['system', 'cannot-be-written'])
})

test('IT2 a file that cannot be read is out of the way before anything is written', () => {
  const folder = makeTempFolder()
  mkdirSync(fileOf(folder))
  expect(open(folder).trouble()).toBe('reset-to-defaults')
  expect(existsSync(`${fileOf(folder)}.damaged-1`)).toBe(true)
})

test('IT2 the library is never opened on a damaged file, on which it throws', () => {
  const folder = makeTempFolder()
  writeFileSync(fileOf(folder), '{"version":')
  expect(() => openSettingsWriter(folder)).toThrow()
})
