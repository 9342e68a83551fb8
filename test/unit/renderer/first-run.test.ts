import { describe, expect, it } from 'vitest'
import { Handle } from '../../../src/contract/ids.ts'
import {
  decideBack,
  decideDots,
  decideFinishProblem,
  type FinishFailure,
} from '../../../src/renderer/main-window/first-run/first-run-state.ts'
import {
  createHandleCheck,
  type HandleAnswer,
} from '../../../src/renderer/main-window/first-run/handle-check.ts'
import { createManualClock } from '../../support/manual-clock.ts'

function setUp() {
  const clock = createManualClock()
  const asked: { readonly typed: string; readonly answer: (found: HandleAnswer | null) => void }[] = []
  const check = createHandleCheck({
    clock,
    ask: (typed) => new Promise((answer) => void asked.push({ typed, answer })),
  })
  return { clock, asked, check }
}
const ada = Handle.parse('ada')

describe('ID1 the handle is judged while it is typed', () => {
  it.each([
    ['ad', 'too-short'],
    ['a'.repeat(31), 'too-long'],
    ['ada lovelace', 'characters'],
    ['adà', 'characters'],
  ] as const)('ID1 %s is invalid at once, and the directory is not asked', async (typed, why) => {
    const { clock, asked, check } = setUp()
    check.type(typed)
    expect(check.get()).toEqual({ kind: 'invalid', why })
    await clock.advanceAndSettle(1_000)
    expect(asked).toHaveLength(0)
  })

  it('ID1 asks for the folded handle after a pause, and drops answers to older ones', async () => {
    const { clock, asked, check } = setUp()
    check.type('@Adam')
    await clock.advanceAndSettle(300)
    check.type(' @Ada')
    expect(check.get()).toEqual({ kind: 'checking' })
    await clock.advanceAndSettle(300)
    expect(asked.map(({ typed }) => typed)).toEqual(['adam', 'ada'])
    asked[1]?.answer({ state: 'taken', handle: ada })
    asked[0]?.answer({ state: 'free', handle: Handle.parse('adam') })
    await clock.advanceAndSettle(0)
    expect(check.get()).toEqual({ kind: 'taken', handle: 'ada' })
  })

  it('ID1 no answer is no verdict', async () => {
    const { clock, asked, check } = setUp()
    check.type('ada')
    await clock.advanceAndSettle(300)
    asked[0]?.answer(null)
    await clock.advanceAndSettle(0)
    expect(check.get()).toEqual({ kind: 'unknown' })
  })
})

describe('ID2 the first run', () => {
  it('ID2 has a fourth dot where the key needs consent', () => {
    expect(decideDots('calling', false)).toEqual({ step: 3, count: 3 })
    expect(decideDots('calling', true)).toEqual({ step: 3, count: 4 })
  })

  it('ID2 goes back the way it came', () => {
    expect(decideBack('where', null)).toBeNull()
    expect(decideBack('person', null)).toBe('where')
    expect(decideBack('key', null)).toBe('calling')
  })

  it.each([
    ['handle-taken', 'person', 'handle'],
    ['handle-reserved', 'person', 'handle'],
    ['bad-name', 'person', 'name'],
    ['invitation-refused', 'person', 'code'],
    ['key-store-consent', 'key', 'refused'],
    ['cannot-save', 'calling', 'save'],
    ['unreachable', 'calling', 'directory'],
    ['no-directory', 'where', 'directory'],
    ['timed-out', 'calling', 'directory'],
  ] as const)('ID2 %s at the end goes to the step where it is put right', (kind, step, problem) => {
    const failure: FinishFailure = { kind }
    const found = decideFinishProblem(failure, 'calling')
    expect([found.step, found.problem.kind]).toEqual([step, problem])
  })
})
