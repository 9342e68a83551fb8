import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CallId } from '../../../src/contract/ids.ts'
import { verifyDeviceLists } from '../../../src/domain/device-list.ts'
import { loadKeys, signDeviceList } from '../../../src/echo/identity.ts'
import { createSwitchboard } from '../../../src/echo/switchboard.ts'
import { makeTempFolder } from '../../support/temp-folder.ts'
import { makeTestDirectory, testCrypto } from '../../support/test-crypto.ts'

test('ID3 the keys of the echo are made once, and readable by their owner only', () => {
  const folder = makeTempFolder()
  const made = loadKeys(folder)
  expect(made.ok && made.value).toHaveLength(4)
  expect(loadKeys(folder)).toEqual(made)
  expect(readdirSync(folder)).toEqual(['echo.json'])
  if (process.platform !== 'win32') expect(statSync(join(folder, 'echo.json')).mode & 0o777).toBe(0o600)
})

test('ID2 a damaged file is left as it is, and no new key takes its place', () => {
  const folder = makeTempFolder()
  for (const text of ['', '{', '{"version":1,"privateKeys":[]}', '{"version":1,"privateKeys":["abc"]}']) {
    writeFileSync(join(folder, 'echo.json'), text)
    expect(loadKeys(folder)).toEqual({ ok: false, error: { kind: 'damaged' } })
    expect(readFileSync(join(folder, 'echo.json'), 'utf8')).toBe(text)
  }
})

test('ID3 the device list holds, names a device for each line, and is the same at each start', () => {
  const keys = loadKeys('memory')
  if (!keys.ok) throw new Error(keys.error.kind)
  const { scope } = makeTestDirectory()
  const list = signDeviceList(scope, keys.value)
  const verified = verifyDeviceLists(testCrypto, scope, [list])
  expect(verified.ok && verified.value).toMatchObject({ handle: 'echo', number: 1 })
  expect(verified.ok && verified.value.devices.map(({ name }) => name)).toEqual([
    'Echo 1',
    'Echo 2',
    'Echo 3',
    'Echo 4',
  ])
  expect(signDeviceList(scope, keys.value)).toEqual(list)
})

test('RING4 a call is taken by the first line that asks, and by no other', () => {
  const switchboard = createSwitchboard()
  const callId = (n: number) => CallId.parse(n.toString(16).padStart(32, '0'))
  expect(switchboard.claim(callId(1))).toBe(true)
  expect(switchboard.claim(callId(1))).toBe(false)
  expect(switchboard.claim(callId(2))).toBe(true)
})
