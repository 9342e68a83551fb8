import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Contact, ContactId } from '../../../../src/contract/bridge/book.ts'
import { fail, ok } from '../../../../src/contract/result.ts'
import { createBookExport } from '../../../../src/main/book/book-export.ts'
import { createFakeEngine } from '../../../support/fake-engine.ts'
import { sampleHandle } from '../../../support/sample-snapshots.ts'
import { makeRecoveryContent } from '../../../support/sample-recovery.ts'
import { makeTempFolder } from '../../../support/temp-folder.ts'

const contact: Contact = {
  contactId: ContactId.parse('0'.repeat(32)),
  name: 'Bob the Builder',
  handle: sampleHandle(),
  note: '',
  isFavourite: false,
  tone: 'usual',
  loudness: 'usual',
  details: [],
}
const { account } = makeRecoveryContent()

function setUp(chooseTarget: () => Promise<string | null>, isSetUp = true) {
  const engine = createFakeEngine({ book: { contacts: [contact] } })
  const log = { info: () => {}, warn: () => {} }
  const asked = { engine: { ...engine, account: () => (isSetUp ? account : null) }, chooseTarget, log }
  return createBookExport(asked)['book.export']
}

test('CAN9 the address book is written to the file that its owner chose, and counted', async () => {
  const path = join(makeTempFolder(), 'book.vcf')
  expect(await setUp(async () => path)()).toEqual(ok({ outcome: 'saved', count: 1 }))
  expect(readFileSync(path, 'utf8')).toContain('FN:Bob the Builder')
})

test('CAN9 without a file, or without an account, nothing is written', async () => {
  expect(await setUp(async () => null)()).toEqual(ok({ outcome: 'cancelled' }))
  expect(await setUp(async () => null, false)()).toEqual(fail({ kind: 'no-account' }))
})

test('CAN9 a place that cannot be written is told, and one dialog stands open at a time', async () => {
  const path = join(makeTempFolder(), 'no-such-folder', 'book.vcf')
  const chosen = Promise.withResolvers<string>()
  const save = setUp(() => chosen.promise)
  const first = save()
  expect(await save()).toEqual(fail({ kind: 'busy' }))
  chosen.resolve(path)
  expect(await first).toEqual(fail({ kind: 'cannot-write' }))
  expect(existsSync(path)).toBe(false)
})
