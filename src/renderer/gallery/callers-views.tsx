import { DisplayName, Handle } from '../../contract/ids.ts'
import type { AllSnapshots } from '../../contract/bridge/snapshots.ts'
import { RingPassId, RingPassSecret } from '../../contract/call-request.ts'
import { fail, ok } from '../../contract/result.ts'
import { MainWindow } from '../main-window/main-window.tsx'
import { press, typeInto } from './act.ts'
import { type GalleryView, type GalleryViews, mainSize } from './gallery-view.ts'
import { busyCallers, chosenPeople, manyRelated, refusedPeople } from './snapshots/callers.ts'
import { ada, ordinary, withPolicy } from './snapshots/everything.ts'
import { person } from './snapshots/people.ts'

const home = (snapshots: AllSnapshots, more: Partial<GalleryView> = {}): GalleryView => ({
  size: mainSize,
  snapshots,
  content: <MainWindow />,
  ...more,
})

const toCallers = () => press('footer section button')
const tall = { widthPx: 400, heightPx: 2_000 }
const wide = { widthPx: 900, heightPx: 720 }
const narrow = { widthPx: 340, heightPx: 680 }

/** The page of who may call, and what is pressed there one after the other. */
const callers = (
  snapshots: AllSnapshots,
  more: Partial<GalleryView> = {},
  ...presses: readonly string[]
): GalleryView =>
  home(snapshots, {
    ...more,
    act: async () => {
      await toCallers()
      for (const selector of presses) await press(selector)
    },
  })

/** Where nobody asks to call, the sources come second on the page. */
const source = (number: number, section = 2) =>
  `main section:nth-of-type(${section}) > div > div:nth-child(${number}) [role=switch]`
const everyoneOn = source(4)
const bookOff = source(1)
const badgesOn = source(3)
const quietHours = 'main section:nth-of-type(3) > div > div:nth-child(2) [role=switch]'

const openPass = async () => {
  await toCallers()
  await press('main section:nth-of-type(6) button:last-child')
}
const ask = async () => {
  await press('[data-locked-by=not-among]')
  await press('[role=dialog] button')
}
const link = 'ahoy:@ada@calls.example.org?pass=AAAAAAAAAAAAAAAAAAAAAA'
const madePass = { 'pass.make': () => ok({ passId: RingPassId.parse('a'.repeat(64)), link }) } as const

const follower = (index: number) => ({
  handle: Handle.parse(`follower_${index}`),
  displayName: DisplayName.parse(index % 4 === 0 ? 'ليلى عبد الرحمن' : `Follower ${index}`),
  badge: index % 3 === 0 ? ('organisation-checked' as const) : null,
})

export const callersViews: GalleryViews = {
  callers: callers(chosenPeople),
  'callers-nobody': callers(
    { ...chosenPeople, people: { people: [] } },
    { size: tall, answers: { 'people.find': () => ok({ matches: [], exact: { kind: 'none' } }) } },
  ),
  'callers-one': callers({ ...chosenPeople, people: { people: chosenPeople.people.people.slice(0, 1) } }),
  'callers-30': callers(manyRelated(30), { size: narrow }),
  'callers-5000': callers(manyRelated(5_000), { size: wide }, everyoneOn),
  'callers-tall': callers(busyCallers, { size: tall }),
  'callers-requests': callers(busyCallers),
  'callers-narrow': callers(busyCallers, { size: narrow }, source(3, 3)),
  'callers-wide': callers(busyCallers, { size: wide }),
  'callers-draft': callers(chosenPeople, { size: wide }, bookOff, badgesOn),
  'callers-draft-tall': callers(chosenPeople, { size: tall }, bookOff, badgesOn, quietHours),
  'callers-draft-narrow': callers(chosenPeople, { size: narrow }, bookOff),
  'callers-draft-leave': callers(chosenPeople, {}, bookOff, 'main header button'),
  'callers-off': callers(
    { ...chosenPeople, me: withPolicy({ isCallingOn: false }, { policyUpload: { kind: 'waiting' } }) },
    { size: wide },
  ),
  'callers-quiet': callers(
    { ...chosenPeople, me: withPolicy({ ...chosenPeople.me?.policy, isDoNotDisturb: true }) },
    { size: wide },
  ),
  'callers-upload-failed': callers({
    ...chosenPeople,
    me: withPolicy({}, { policyUpload: { kind: 'failed', why: 'newer-elsewhere' } }),
  }),
  'pass-dialog': home(chosenPeople, { act: openPass }),
  'pass-dialog-person': home(chosenPeople, {
    act: async () => {
      await openPass()
      await press('[role=dialog] [role=radio]:nth-of-type(2)')
    },
  }),
  'pass-made': home(chosenPeople, {
    answers: madePass,
    act: async () => {
      await openPass()
      await press('[role=dialog] [type=submit]')
    },
  }),
  'pass-too-many': home(chosenPeople, {
    answers: { 'pass.make': () => fail({ kind: 'too-many-passes' }) },
    act: async () => {
      await openPass()
      await press('[role=dialog] [type=submit]')
    },
  }),
  'pass-link': home(ordinary, {
    answers: {
      'link.take': () => ok({ handle: 'bob', pass: RingPassSecret.parse('AAAAAAAAAAAAAAAAAAAAAA') }),
      'people.find': () =>
        ok({
          matches: [],
          exact: {
            kind: 'found',
            person: person('bob', 'Bob Okafor', {
              presence: 'hidden',
              reachability: { verdict: 'refused', rule: 'not-among' },
            }),
          },
        }),
    },
  }),
  'strip-chosen': home(busyCallers),
  'strip-narrow': home(
    {
      ...busyCallers,
      me: withPolicy({
        ...chosenPeople.me?.policy,
        sources: { ...ada.policy.sources, everyone: false, verified: true },
      }),
    },
    { size: narrow },
  ),
  'strip-quiet': home({ ...chosenPeople, me: withPolicy({ isDoNotDisturb: true }) }),
  'people-refused': home(refusedPeople),
  'people-refused-reason': home(refusedPeople, { act: () => press('[data-locked-by=not-among]') }),
  'people-refused-plain': home(refusedPeople, { act: () => press('[data-locked-by=not-available]') }),
  'people-placing': home(
    { ...ordinary, me: { ...ada, placingRefusal: 'not-rolled-out' } },
    { act: () => press('[data-locked-by]') },
  ),
  'people-placing-badge': home({ ...ordinary, me: { ...ada, placingRefusal: 'placing-verified' } }),
  'people-placing-subscriber': home({ ...ordinary, me: { ...ada, placingRefusal: 'placing-subscribers' } }),
  'people-asked': home(
    {
      ...refusedPeople,
      requests: { received: [], sent: [{ to: Handle.parse('bob_0'), atMs: 1, state: 'pending' }] },
    },
    { act: () => press('[data-locked-by=request-pending]') },
  ),
  'people-person-menu': home(chosenPeople, {
    act: () => press('[role=row]:nth-child(6) [aria-haspopup=menu]'),
  }),
  'people-blocked-undo': home(chosenPeople, {
    act: async () => {
      await press('[role=row]:nth-child(2) [aria-haspopup=menu]')
      await press('[role=menu] [role=menuitemcheckbox] + [role=menuitem]')
    },
  }),
  'ask-dialog': home(refusedPeople, { act: ask }),
  'ask-sent': home(refusedPeople, {
    act: async () => {
      await ask()
      await typeInto('[role=dialog] input', 'I am the neighbour of your sister')
      await press('[role=dialog] [type=submit]')
    },
  }),
  'ask-failed': home(refusedPeople, {
    answers: { 'request.send': () => fail({ kind: 'too-many-requests', retryAfterMs: 1_200_000 }) },
    act: async () => {
      await ask()
      await press('[role=dialog] [type=submit]')
    },
  }),
  followers: home(chosenPeople, {
    answers: {
      'person.listFollows': () =>
        ok({
          people: Array.from({ length: 30 }, (_, index) => follower(index)),
          next: Handle.parse('follower_29'),
          count: 128,
        }),
    },
    act: async () => {
      await press('[role=row]:nth-child(2) [aria-haspopup=menu]')
      await press('[role=menu] [role=menuitem]:nth-of-type(2)')
    },
  }),
  'followers-unreachable': home(chosenPeople, {
    answers: { 'person.listFollows': () => fail({ kind: 'directory-unreachable' }) },
    act: async () => {
      await press('[role=row]:nth-child(2) [aria-haspopup=menu]')
      await press('[role=menu] [role=menuitem]:nth-of-type(2)')
    },
  }),
}
