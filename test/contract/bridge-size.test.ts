import { describe, expect, it } from 'vitest'
import { bridgeContract } from '../../src/contract/bridge/contract.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { createRpcClient } from '../../src/contract/rpc/client.ts'
import { encodeFrame } from '../../src/contract/rpc/frames.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { createMemoryChannelPair } from '../support/memory-channel.ts'

/** As long as the contract lets it be, in characters that JSON writes as themselves. */
const host = `${'h'.repeat(247)}:4700`
const handleOf = (index: number) => `${'p'.repeat(24)}_${String(index).padStart(5, '0')}`
const displayName = '李'.repeat(LIMITS.displayNameMaxChars)
const lastCall = {
  direction: 'outgoing',
  media: 'video',
  outcome: 'no-answer',
  atMs: 8_640_000_000_000_000,
  durationMs: 8_640_000_000_000_000,
}
const people = Array.from({ length: LIMITS.relationsPerAccount }, (_, index) => ({
  handle: handleOf(index),
  address: `@${handleOf(index)}@${host}`,
  displayName,
  myName: '李'.repeat(LIMITS.contactNameMaxChars),
  isFavourite: false,
  badge: 'organisation-checked',
  relation: {
    isInAddressBook: false,
    isFollowed: false,
    isBlocked: false,
    exception: 'always',
    grant: 'once',
  },
  presence: 'offline',
  reachability: { verdict: 'refused', rule: 'calling-switched-off' },
  lastCall,
  hasChangedKey: false,
}))
const contacts = Array.from({ length: LIMITS.contacts }, (_, index) => ({
  contactId: String(index).padStart(32, '0'),
  name: '李'.repeat(LIMITS.contactNameMaxChars),
  handle: handleOf(index),
  note: '李'.repeat(LIMITS.contactNoteMaxChars),
  isFavourite: false,
  tone: 'lantern',
  loudness: 'notification-and-sound',
  details: Array.from({ length: LIMITS.contactDetails }, () => ({
    kind: 'organisation',
    value: '李'.repeat(200),
    label: '李'.repeat(40),
  })),
}))
const calls = Array.from({ length: 500 }, (_, index) => ({
  callId: String(index).padStart(32, '0'),
  handle: handleOf(index),
  displayName,
  call: lastCall,
  isNew: false,
}))

describe('snapshots from main to its pages', () => {
  it.each([
    ['people.changed', { people }],
    ['book.changed', { contacts }],
    ['recents.changed', { calls }],
  ] as const)('CAN9 the largest %s that the contract allows arrives whole', (event, payload) => {
    expect(bridgeContract.events[event].safeParse(payload).success).toBe(true)
    const { left, right } = createMemoryChannelPair('sync')
    const heard: unknown[] = []
    const dropped: string[] = []
    const client = createRpcClient(bridgeContract, left, {
      clock: createManualClock(),
      maxFrameChars: LIMITS.snapshotFrameChars,
      onDropped: (what, where) => dropped.push(`${what} ${where}`),
    })
    client.on(event, (snapshot) => heard.push(snapshot))
    right.send(encodeFrame({ type: 'event', event, payload }))
    expect(dropped).toEqual([])
    expect(heard).toEqual([payload])
  })

  it('TRUST3 without that word a client reads no more than 64 KiB', () => {
    const { left, right } = createMemoryChannelPair('sync')
    const dropped: string[] = []
    createRpcClient(bridgeContract, left, {
      clock: createManualClock(),
      onDropped: (what, where) => dropped.push(`${what} ${where}`),
    })
    right.send(encodeFrame({ type: 'event', event: 'recents.changed', payload: { calls } }))
    expect(dropped).toEqual(['frame too-large'])
  })
})
