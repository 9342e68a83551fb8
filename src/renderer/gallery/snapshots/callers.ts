import { PassesSnapshot, RequestRow } from '../../../contract/bridge/caller-snapshots.ts'
import type { AllSnapshots } from '../../../contract/bridge/snapshots.ts'
import { firstChoices } from '../../../domain/calling-policy.ts'
import { NO_RELATION } from '../../../domain/relation.ts'
import { ordinary, withPolicy } from './everything.ts'
import { HOST, manyPeople, minutesAgo, oddPeople, person, usualPeople } from './people.ts'

const hourMs = 3_600_000

/** My people, each let in by another rule, or by none. */
export const relatedPeople = [
  person('bob', 'Bob Okafor', {
    isFavourite: true,
    myName: 'Bob from work',
    relation: { isInAddressBook: true },
  }),
  person('claire', 'Claire Dubois', {
    isFavourite: true,
    badge: 'organisation-checked',
    relation: { isInAddressBook: true, isFollowed: true },
  }),
  person('dmitri', 'Dmitri Volkov', { presence: 'offline', relation: { isFollowed: true } }),
  person('mina', 'Mina Park', {
    isFavourite: true,
    badge: 'subscriber',
    presence: 'hidden',
    reachability: { verdict: 'refused', rule: 'not-among' },
  }),
  person('jonas', 'Jonas Weber', { badge: 'organisation-checked' }),
  person('amara', 'Amara Diallo', { relation: { exception: 'always' } }),
  person('tom_h', 'Tom Hale', { relation: { exception: 'never', isInAddressBook: true } }),
  person('layla', 'ليلى عبد الرحمن', { relation: { isBlocked: true } }),
  person('kofi', 'Kofi Mensah', { relation: { grant: 'once' } }),
  person('maximiliane_von_hohenstein', 'Maximiliane Theodora von Hohenstein-Oettingen zu Wallerstein', {
    badge: 'subscriber',
    relation: { isFollowed: true },
  }),
]

const request = (handle: string, displayName: string, part: Partial<RequestRow> = {}): RequestRow =>
  RequestRow.parse({
    handle,
    address: `@${handle}@${HOST}`,
    displayName,
    badge: null,
    relation: NO_RELATION,
    hasChangedKey: false,
    text: '',
    atMs: minutesAgo(35),
    ...part,
  })

export const requests = [
  request('nadia', 'Nadia Haddad', {
    badge: 'organisation-checked',
    text: 'We met at the harbour on Sunday. I have the photos, and a question about your boat.',
  }),
  request('yusuf', 'يوسف منصور', {
    text: 'مرحبا، أنا جار أختك',
    relation: { ...NO_RELATION, isFollowed: true },
  }),
  request('eve', 'Eve Lindqvist', { hasChangedKey: true, atMs: minutesAgo(60 * 50) }),
]

const passId = (digit: string) => digit.repeat(64)

export const passes = PassesSnapshot.parse({
  passes: [
    {
      passId: passId('a'),
      forHandle: null,
      expiresAtMs: Date.now() + 3 * hourMs,
      state: { kind: 'unused' },
      link: 'ahoy:@ada@calls.example.org?pass=AAAAAAAAAAAAAAAAAAAAAA',
    },
    {
      passId: passId('b'),
      forHandle: 'zoe',
      expiresAtMs: Date.now() + 5 * 24 * hourMs,
      state: { kind: 'unused' },
      link: null,
    },
    {
      passId: passId('c'),
      forHandle: null,
      expiresAtMs: Date.now() + hourMs,
      state: { kind: 'used', by: 'kofi', atMs: minutesAgo(90) },
      link: null,
    },
    {
      passId: passId('d'),
      forHandle: 'lia',
      expiresAtMs: Date.now() + hourMs,
      state: { kind: 'revoked' },
      link: null,
    },
  ],
})

/** Only people I choose may ring. */
export const chosenPeople: AllSnapshots = {
  ...ordinary,
  me: withPolicy(firstChoices('my-people')),
  people: { people: [...relatedPeople] },
}

/** Everything that the page of who may call can show. */
export const busyCallers: AllSnapshots = {
  ...chosenPeople,
  requests: { received: [...requests], sent: [] },
  passes,
}

export const manyRelated = (count: number): AllSnapshots => ({
  ...chosenPeople,
  people: {
    people: manyPeople(count).map((row, index) => ({
      ...row,
      badge: index % 10 === 0 ? ('organisation-checked' as const) : null,
      relation: { ...row.relation, isInAddressBook: index % 2 === 0, isFollowed: index % 5 === 0 },
    })),
  },
})

const RULES = [
  'not-among',
  'not-available',
  'blocked',
  'never',
  'do-not-disturb',
  'quiet-hours',
  'ring-pass-refused',
  'request-pending',
  'calling-switched-off',
] as const

/** One person for each reason why they can't be called. */
export const refusedPeople: AllSnapshots = {
  ...ordinary,
  people: {
    people: RULES.map((rule, index) => {
      const row = [...usualPeople, ...oddPeople][index] ?? person(`person_${index}`, 'Somebody')
      return person(`${row.handle.slice(0, 20)}_${index}`, row.displayName, {
        presence: 'hidden',
        reachability: { verdict: 'refused', rule },
      })
    }),
  },
}
