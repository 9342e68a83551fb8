import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactDraft } from '../../../../../src/contract/bridge/book.ts'
import { bridgeContract } from '../../../../../src/contract/bridge/contract.ts'
import { LIMITS } from '../../../../../src/contract/limits.ts'
import { fail, ok } from '../../../../../src/contract/result.ts'
import { splitBatches } from '../../../../../src/renderer/main-window/book/import-batches.ts'
import {
  createImportFlow,
  type ImportFlowDeps,
} from '../../../../../src/renderer/main-window/book/import-flow.ts'
import { decideReport } from '../../../../../src/renderer/main-window/book/import-report.ts'
import { anyDraft, draft } from '../../../domain/address-book/any-contact.ts'

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => draft({ name: `Person ${index}` }))
const placed = (each: ContactDraft, index: number) => ({
  draft: each,
  line: index + 1,
  handle: each.handle,
  elsewhere: null,
  hasPicture: false,
  isShortened: false,
})
const readingOf = (drafts: readonly ContactDraft[]) => ({ cards: drafts.map(placed), skipped: [] })

function stage(change: Partial<ImportFlowDeps> = {}, drafts = people(450)) {
  const sent: number[] = []
  const flow = createImportFlow({
    read: () => Promise.resolve(ok(readingOf(drafts))),
    book: () => [],
    send: (cards) => {
      sent.push(cards.length)
      return Promise.resolve(ok({ added: cards.length, merged: 0 }))
    },
    ...change,
  })
  const take = () => flow.take('people.vcf', () => Promise.resolve(new Uint8Array()))
  return { flow, sent, take }
}

describe('CAN9 importing', () => {
  it('CAN9 shows what is in the file first, then sends it in batches, in order', async () => {
    const { flow, sent, take } = stage()
    await take()
    expect(flow.get()).toMatchObject({
      kind: 'preview',
      fileName: 'people.vcf',
      plan: { counts: { new: 450 } },
    })
    expect(sent).toEqual([])
    const seen: number[] = []
    flow.subscribe(() => {
      const state = flow.get()
      if (state.kind === 'importing') seen.push(state.done)
    })
    await flow.run()
    expect([sent, seen]).toEqual([
      [200, 200, 50],
      [0, 200, 400],
    ])
    expect(flow.get()).toMatchObject({ kind: 'done', end: 'whole', added: 450, left: 0 })
  })

  it('CAN9 stopping keeps what had come in, and says how many had not', async () => {
    const { flow, sent, take } = stage({
      send: async (cards) => {
        sent.push(cards.length)
        flow.stop()
        return ok({ added: cards.length, merged: 0 })
      },
    })
    await take()
    await flow.run()
    expect(flow.get()).toMatchObject({ kind: 'done', end: 'stopped', added: 200, left: 250 })
    expect(sent).toEqual([200])
  })

  it.each([
    ['book-full', 'book-full'],
    ['cannot-save', 'cannot-save'],
    ['disconnected', 'other'],
  ])('CAN9 a batch that fails with %s ends it', async (kind, end) => {
    const answers = [ok({ added: 150, merged: 50 }), fail({ kind })]
    const { flow, take } = stage({ send: () => Promise.resolve(answers.shift() ?? fail({ kind })) })
    await take()
    await flow.run()
    expect(flow.get()).toMatchObject({ kind: 'done', end, added: 150, merged: 50, left: 250 })
  })

  it('CAN9 a file that can not be read, or is none, says so; the newest file counts', async () => {
    const { flow, take } = stage({ read: () => Promise.resolve(fail({ kind: 'unknown-form' })) })
    await take()
    expect(flow.get()).toMatchObject({ kind: 'unreadable', why: 'unknown-form' })
    await flow.take(null, () => Promise.reject(new Error('gone')))
    expect(flow.get()).toMatchObject({ kind: 'unreadable', fileName: null, why: 'cannot-read' })
    const slow = Promise.withResolvers<Uint8Array>()
    const first = flow.take('slow.vcf', () => slow.promise)
    await flow.take('quick.vcf', () => Promise.resolve(new Uint8Array()))
    slow.resolve(new Uint8Array())
    await first
    expect(flow.get()).toMatchObject({ kind: 'unreadable', fileName: 'quick.vcf' })
  })

  it('CAN9 while people come in, no other file is taken and nothing starts twice', async () => {
    const sending = Promise.withResolvers<ReturnType<typeof ok<{ added: number; merged: number }>>>()
    const { flow, take } = stage({ send: () => sending.promise }, people(3))
    await take()
    const running = flow.run()
    await take()
    await flow.run()
    flow.reset()
    expect(flow.get()).toMatchObject({ kind: 'importing', done: 0, total: 3 })
    sending.resolve(ok({ added: 3, merged: 0 }))
    await running
    expect(flow.get()).toMatchObject({ kind: 'done', added: 3 })
  })
})

describe('CAN9 batches', () => {
  it('CAN9 whatever the cards, each batch fits one frame, and together they are all cards in order', () => {
    fc.assert(
      fc.property(fc.array(anyDraft, { maxLength: 30 }), (drafts) => {
        const long = drafts.map((each) => ({ ...each, note: '\u0800"\n'.repeat(600) }))
        for (const cards of [drafts, long]) {
          const batches = splitBatches(cards)
          expect(batches.flat()).toEqual(cards)
          for (const batch of batches) {
            const frame = JSON.stringify({ id: 2 ** 40, name: 'book.import', input: { cards: batch } })
            expect(frame.length).toBeLessThan(LIMITS.frameBytes)
            expect(bridgeContract.procedures['book.import'].input.safeParse({ cards: batch }).success).toBe(
              true,
            )
          }
        }
      }),
    )
  })
})

it('CAN9 the report names every card that did not come in as it was, in the order of the file', () => {
  const [good, far, long] = people(3).map(placed)
  if (!good || !far || !long) throw new Error('three people')
  const lines = decideReport({
    cards: [
      good,
      { ...far, line: 30, elsewhere: '@zoe@elsewhere.example' },
      { ...long, line: 10, isShortened: true },
    ],
    skipped: [{ line: 20, name: null, reason: 'no-name' }],
  })
  expect(lines).toEqual([
    { line: 10, name: 'Person 2', what: { kind: 'shortened' } },
    { line: 20, name: null, what: { kind: 'no-name' } },
    { line: 30, name: 'Person 1', what: { kind: 'elsewhere', address: '@zoe@elsewhere.example' } },
  ])
})
