import { type CallSummary, PersonRow } from '../../../contract/bridge/snapshots.ts'
import { Address, DisplayName, Handle } from '../../../contract/ids.ts'
import type { Relation } from '../../../contract/relation.ts'
import { NO_RELATION } from '../../../domain/relation.ts'

export const HOST = 'calls.example.org'
const minuteMs = 60_000
const hourMs = 60 * minuteMs

export const minutesAgo = (minutes: number): number => Date.now() - minutes * minuteMs

const defaults: CallSummary = {
  direction: 'outgoing',
  media: 'video',
  outcome: 'answered',
  atMs: Date.now() - hourMs,
  durationMs: 7 * minuteMs,
}

export const summary = (change: Partial<CallSummary> = {}): CallSummary => ({ ...defaults, ...change })

export type PersonChange = Partial<Omit<PersonRow, 'handle' | 'address' | 'displayName' | 'relation'>> & {
  readonly relation?: Partial<Relation>
}

export function person(handle: string, displayName: string, change: PersonChange = {}): PersonRow {
  return PersonRow.parse({
    handle,
    address: `@${handle}@${HOST}`,
    displayName,
    myName: null,
    isFavourite: false,
    badge: null,
    presence: 'online',
    reachability: { verdict: 'allowed', rule: 'everyone' },
    lastCall: null,
    hasChangedKey: false,
    ...change,
    relation: { ...NO_RELATION, ...change.relation },
  })
}

export const bob = person('bob', 'Bob Okafor', { lastCall: summary({ atMs: minutesAgo(24) }) })

export const usualPeople: readonly PersonRow[] = [
  bob,
  person('claire', 'Claire Dubois', {
    lastCall: summary({ direction: 'incoming', outcome: 'missed', atMs: minutesAgo(95) }),
  }),
  person('dmitri', 'Dmitri Volkov', {
    presence: 'offline',
    lastCall: summary({ outcome: 'no-answer', atMs: minutesAgo(60 * 26) }),
  }),
  person('mina', 'Mina Park', { lastCall: summary({ direction: 'incoming', atMs: minutesAgo(60 * 50) }) }),
  person('jonas', 'Jonas Weber', {
    presence: 'hidden',
    reachability: { verdict: 'refused', rule: 'calling-switched-off' },
    lastCall: summary({ atMs: minutesAgo(60 * 75) }),
  }),
  person('amara', 'Amara Diallo', { lastCall: summary({ media: 'audio', atMs: minutesAgo(60 * 24 * 9) }) }),
  person('tom_h', 'Tom Hale', { presence: 'offline', lastCall: summary({ atMs: minutesAgo(60 * 24 * 20) }) }),
]

export const oddPeople: readonly PersonRow[] = [
  person('maximiliane_von_hohenstein', 'Maximiliane Theodora von Hohenstein-Oettingen zu Wallerstein', {
    lastCall: summary({ direction: 'incoming', atMs: minutesAgo(5) }),
  }),
  person('layla', 'ليلى عبد الرحمن', { lastCall: summary({ atMs: minutesAgo(40) }) }),
  person('noa', 'נועה לוי', { presence: 'offline' }),
  person('yuki', '山田 由紀'),
  person('eve', 'Eve Lindqvist', {
    hasChangedKey: true,
    lastCall: summary({ outcome: 'failed', atMs: minutesAgo(70) }),
  }),
  person('jonas', 'Jonas Weber', {
    presence: 'hidden',
    reachability: { verdict: 'refused', rule: 'calling-switched-off' },
  }),
]

const givenNames = ['Ada', 'Bruno', 'Chloé', 'Daniel', 'Elif', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jamal']
const familyNames = [
  'Moreau',
  'Novak',
  'Okoye',
  'Petrov',
  'Quinn',
  'Rossi',
  'Silva',
  'Tanaka',
  'Ueda',
  'Varga',
]

const anybody = person('anybody', 'Anybody')

/** Made of one row that was read once: reading thousands would hold up every view of the gallery. */
export const manyPeople = (count: number): readonly PersonRow[] =>
  Array.from({ length: count }, (_, index) => {
    const given = givenNames[index % 10] ?? ''
    const family = familyNames[Math.floor(index / 10) % 10] ?? ''
    return {
      ...anybody,
      handle: Handle.parse(`person_${index}`),
      address: Address.parse(`@person_${index}@${HOST}`),
      displayName: DisplayName.parse(`${given} ${family}`),
      presence: index % 3 === 0 ? 'offline' : 'online',
    }
  })
