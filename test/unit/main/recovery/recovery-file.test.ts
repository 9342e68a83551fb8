import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { RecoveryContent } from '../../../../src/main/recovery/recovery-content.ts'
import {
  openRecoveryFile,
  parseRecoveryFile,
  RECOVERY_MAX_BYTES,
  sealRecoveryFile,
} from '../../../../src/main/recovery/recovery-file.ts'
import { makeRecoveryContent } from '../../../support/sample-recovery.ts'

const PHRASE = 'correct horse battery staple'
/** Cheap on purpose: the standard cost is tried once. */
const CHEAP = 2

const content = makeRecoveryContent()
let text = ''

async function seal(what: RecoveryContent, phrase = PHRASE, n = CHEAP): Promise<string> {
  const sealed = await sealRecoveryFile(what, phrase, n)
  if (!sealed.ok) throw new Error('expected a file')
  return sealed.value
}
const kindOf = async (file: string, phrase = PHRASE) => {
  const opened = await openRecoveryFile(file, phrase)
  return opened.ok ? 'opened' : opened.error.kind
}

beforeAll(async () => {
  text = await seal(content)
})

test('ID2 a recovery file gives back the same account and key, at the standard cost', async () => {
  const standard = await sealRecoveryFile(content, PHRASE)
  if (!standard.ok) throw new Error('expected a file')
  expect(JSON.parse(standard.value)).toMatchObject({ kdf: { name: 'scrypt', n: 131_072, r: 8, p: 1 } })
  expect(await openRecoveryFile(standard.value, PHRASE)).toEqual({ ok: true, value: content })
})

test('ID2 neither the key nor the handle can be read in the file, and no two files are alike', async () => {
  expect(text).not.toContain(content.secret)
  expect(text).not.toContain(content.account.handle)
  const other = await seal(content)
  const parts = [text, other].map((file) => JSON.parse(file) as { kdf: { salt: string }; ciphertext: string })
  expect(new Set(parts.map(({ kdf }) => kdf.salt)).size).toBe(2)
  expect(new Set(parts.map(({ ciphertext }) => ciphertext)).size).toBe(2)
})

test('ID2 the same phrase opens it, typed with other spaces; another one does not', async () => {
  expect(await kindOf(text, `  ${PHRASE.replaceAll(' ', '  ')} `)).toBe('opened')
  expect(await kindOf(text, 'correct horse battery stapler')).toBe('wrong-passphrase')
  expect(await kindOf(text, PHRASE.toUpperCase())).toBe('wrong-passphrase')
})

test('ID2 a damaged file, a newer one and one that is too large are told apart', async () => {
  expect(await kindOf('')).toBe('damaged')
  expect(await kindOf('{}')).toBe('damaged')
  expect(await kindOf(text.slice(0, -40))).toBe('damaged')
  expect(await kindOf(text.replace('"ahoyRecovery": 1', '"ahoyRecovery": 2'))).toBe('newer-version')
  expect(await kindOf(text + ' '.repeat(RECOVERY_MAX_BYTES))).toBe('too-large')
})

test('ID2 a file that asks for more work than the standard is damaged', async () => {
  expect(await kindOf(text.replace(/"n": \d+/, '"n": 1073741824'))).toBe('damaged')
  expect(await kindOf(text.replace(/"r": 8/, '"r": 4096'))).toBe('damaged')
})

test('ID2 a key that is not the account’s, and an account with a foreign list, are no way back', async () => {
  const other = makeRecoveryContent('mallory')
  expect(await kindOf(await seal({ account: content.account, secret: other.secret }))).toBe('damaged')
  const { account, secret } = content
  const foreign = { ...account, deviceLists: other.account.deviceLists }
  expect(await kindOf(await seal({ account: foreign, secret }))).toBe('damaged')
  const renamed = { ...account, handle: other.account.handle }
  expect(await kindOf(await seal({ account: renamed, secret }))).toBe('damaged')
})

test('ID2 an account that does not fit makes no file', async () => {
  const { account, secret } = content
  const [first] = account.deviceLists
  if (!first) throw new Error('expected a list')
  const many = { ...account, deviceLists: Array.from({ length: 150 }, () => first) }
  expect(await sealRecoveryFile({ account: many, secret }, PHRASE, CHEAP)).toEqual({
    ok: false,
    error: { kind: 'too-large' },
  })
})

test('ID2 no change of one character opens as anything but the same content', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), async (at, char) => {
      const place = at % text.length
      const changed = text.slice(0, place) + char + text.slice(place + 1)
      const opened = await openRecoveryFile(changed, PHRASE)
      if (opened.ok) expect(opened.value).toEqual(content)
      else expect(['damaged', 'newer-version', 'wrong-passphrase']).toContain(opened.error.kind)
    }),
    { numRuns: 300 },
  )
})

test('ID2 any text and any JSON is judged without a throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (file) => {
      expect(parseRecoveryFile(file).ok).toBe(false)
    }),
    { numRuns: 200 },
  )
})

test('ID2 any phrase that was used opens the file again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (phrase) => {
      expect(await kindOf(await seal(content, phrase), phrase)).toBe('opened')
    }),
    { numRuns: 30 },
  )
})
