import { describe, expect, it } from 'vitest'
import { Handle } from '../../../src/contract/ids.ts'
import { Reachability } from '../../../src/contract/reachability.ts'
import { decideReachability } from '../../../src/domain/reachability.ts'

const alice = Handle.parse('alice')
const bob = Handle.parse('bob')
const decide = (caller: Handle, callee: Handle, isCallingOn: boolean) =>
  decideReachability({ caller, callee, policy: { revision: 3, isCallingOn } })

describe('reachability', () => {
  it('CAN1 with the master switch off nobody may ring, and the rule says so', () => {
    expect(decide(alice, bob, false)).toEqual({ verdict: 'refused', rule: 'calling-switched-off' })
  })

  it('CAN4 with the switch on everyone may, but nobody themselves', () => {
    expect(decide(alice, bob, true)).toEqual({ verdict: 'allowed', rule: 'everyone' })
    for (const isCallingOn of [true, false]) {
      expect(decide(alice, alice, isCallingOn)).toEqual({ verdict: 'refused', rule: 'self' })
    }
  })

  it('CAN5 every verdict crosses the contract', () => {
    for (const [caller, isCallingOn] of [
      [alice, true],
      [alice, false],
      [bob, true],
    ] as const) {
      const verdict = decide(caller, bob, isCallingOn)
      expect(Reachability.parse(verdict)).toEqual(verdict)
    }
  })
})
