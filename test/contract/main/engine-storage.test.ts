import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { EngineStorage } from '../../../src/client/ports.ts'
import { removeTemporaries } from '../../../src/main/adapters/durable-file.ts'
import { createEngineStorage } from '../../../src/main/adapters/engine-storage.ts'
import { makeTempFolder } from '../../support/temp-folder.ts'

const log = { info: () => {}, warn: () => {} }

function memoryStorage(): EngineStorage {
  const records = new Map<string, string>()
  return {
    read: (name) => {
      const text = records.get(name)
      const value: unknown = text === undefined ? undefined : JSON.parse(text)
      return value
    },
    write: async (name, value) => {
      records.set(name, JSON.stringify(value))
      return { ok: true, value: null }
    },
  }
}

describe.each([
  ['in memory', memoryStorage],
  ['in files', () => createEngineStorage(makeTempFolder(), log)],
])('storage %s', (_name, open) => {
  test('HIST1 a record that was never written is undefined', () => {
    expect(open().read('people')).toBeUndefined()
  })

  test('HIST1 what was written is read back, each record for itself', async () => {
    const storage = open()
    expect(await storage.write('people', [{ handle: 'bob', name: 'Élodie 📞' }])).toEqual({
      ok: true,
      value: null,
    })
    expect(await storage.write('recents', [])).toEqual({ ok: true, value: null })
    expect(storage.read('people')).toEqual([{ handle: 'bob', name: 'Élodie 📞' }])
    expect(storage.read('recents')).toEqual([])
  })

  test('HIST1 the last of many writes is what stays', async () => {
    const storage = open()
    await Promise.all([1, 2, 3, 4, 5].map((n) => storage.write('recents', n)))
    expect(storage.read('recents')).toBe(5)
  })
})

const setUp = () => {
  const folder = makeTempFolder()
  return { folder, storage: createEngineStorage(folder, log), path: join(folder, 'people.json') }
}

test('HIST1 a new start reads what an earlier one wrote, for its owner only', async () => {
  const { folder, storage, path } = setUp()
  await storage.write('people', ['bob'])
  expect(createEngineStorage(folder, log).read('people')).toEqual(['bob'])
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
})

test.each([
  ['empty', ''],
  ['truncated', '[{"handle":"bo'],
  ['of zeros', '\0\0\0\0'],
])('HIST1 a file that is %s is set aside, and the version before it is used', async (_name, text) => {
  const { folder, storage, path } = setUp()
  await storage.write('people', ['first'])
  await storage.write('people', ['second'])
  writeFileSync(path, text)
  expect(storage.read('people')).toEqual(['first'])
  expect(readFileSync(`${path}.damaged-1`, 'utf8')).toBe(text)
  await storage.write('people', ['third'])
  expect(storage.read('people')).toEqual(['third'])
  expect(readdirSync(folder).toSorted()).toEqual(['people.json', 'people.json.bak', 'people.json.damaged-1'])
})

test('HIST1 where copy and file are damaged both are set aside, and nothing is left to read', async () => {
  const { folder, storage, path } = setUp()
  writeFileSync(path, '{')
  writeFileSync(`${path}.bak`, '{')
  writeFileSync(`${path}.damaged-1`, 'an older one')
  expect(storage.read('people')).toBeUndefined()
  expect(readFileSync(`${path}.damaged-1`, 'utf8')).toBe('an older one')
  expect(readdirSync(folder).toSorted()).toEqual([
    'people.json.bak.damaged-1',
    'people.json.damaged-1',
    'people.json.damaged-2',
  ])
})

test('HIST1 a damaged file is not overwritten by a write without a read', async () => {
  const { storage, path } = setUp()
  writeFileSync(path, '{"half":')
  await storage.write('people', ['new'])
  expect(readFileSync(`${path}.damaged-1`, 'utf8')).toBe('{"half":')
  expect(existsSync(`${path}.bak`)).toBe(false)
})

test('HIST1 a record that cannot be written says so and leaves the old one', async () => {
  const { folder } = setUp()
  const notAFolder = join(folder, 'file')
  writeFileSync(notAFolder, '')
  const storage = createEngineStorage(notAFolder, log)
  expect(await storage.write('people', ['bob'])).toEqual({ ok: false, error: { kind: 'cannot-save' } })
})

test('HIST1 what killed writes left is removed, and nothing else', () => {
  const { folder } = setUp()
  const left = [
    'people.json.tmp-0123456789ab',
    'settings.json.tmp-1762333333abcdef',
    'people.json.bak.tmp-00ff00ff00ff',
  ]
  const kept = ['people.json', 'people.json.bak', 'people.json.damaged-1', 'notes.tmp', 'x.json.tmp-zz']
  for (const name of [...left, ...kept]) writeFileSync(join(folder, name), '')
  mkdirSync(join(folder, 'directory'))
  expect(removeTemporaries(folder)).toBe(3)
  expect(readdirSync(folder).toSorted()).toEqual([...kept, 'directory'].toSorted())
})
