import { Handle } from '../../contract/ids.ts'
import type { AllSnapshots } from '../../contract/bridge/snapshots.ts'
import { fail, ok } from '../../contract/result.ts'
import { HomeSkeleton } from '../main-window/home-skeleton.tsx'
import { MainWindow } from '../main-window/main-window.tsx'
import { TroubleView } from '../ui/trouble-view.tsx'
import { press, typeInto } from './act.ts'
import { type GalleryView, type GalleryViews, mainSize } from './gallery-view.ts'
import { connected, ringing } from './snapshots/calls.ts'
import { ada, ordinary, withPolicy } from './snapshots/everything.ts'
import { here, reachable, reachableTwice } from './snapshots/reach.ts'
import { manyPeople, minutesAgo, oddPeople, person } from './snapshots/people.ts'

const home = (change: Partial<AllSnapshots> = {}, more: Partial<GalleryView> = {}): GalleryView => ({
  size: mainSize,
  snapshots: { ...ordinary, ...change },
  content: <MainWindow />,
  ...more,
})

const dialField = '[role=combobox]'
const tab = (number: number) => () => press(`[role=tab]:nth-child(${number})`)
const neverSaved = { ...ordinary.settings, recoveryFile: 'none' } as const
const openSave = () => press('header section button:not([aria-label])')
const saveFile = async () => {
  await openSave()
  await typeInto('[role=dialog] input', 'my old red bicycle')
  await typeInto('[role=dialog] div:nth-of-type(2) input', 'my old red bicycle')
  await press('[role=dialog] [type=submit]')
}
const unreachable = { kind: 'offline', why: 'unreachable', retryAtMs: Date.now() + 12_000 } as const

export const homeViews: GalleryViews = {
  people: home(),
  'people-narrow': home({}, { size: { widthPx: 340, heightPx: 680 } }),
  'people-odd': home({ people: { people: [...oddPeople] } }),
  'people-30': home({ people: { people: [...manyPeople(30)] } }),
  'people-5000': home({ people: { people: [...manyPeople(5_000)] } }),
  'people-none': home(
    { people: { people: [] }, recents: { calls: [] } },
    {
      answers: {
        'people.find': () => ok({ matches: [], exact: { kind: 'found', person: person('echo', 'Echo') } }),
      },
    },
  ),
  'people-reason': home({}, { act: () => press('[role=row]:nth-child(5) [aria-disabled]') }),
  'people-menu': home({}, { act: () => press('[role=row]:nth-child(2) [aria-haspopup=menu]') }),
  'me-menu': home({}, { act: () => press('header [aria-haspopup=menu]') }),
  'me-calling-off': home({ me: withPolicy({ isCallingOn: false }, { policyUpload: { kind: 'waiting' } }) }),
  'me-upload-failed': home({ me: { ...ada, policyUpload: { kind: 'failed', why: 'refused' } } }),
  'dial-results': home(
    {},
    {
      answers: {
        'people.find': () =>
          ok({
            matches: [
              person('liam', 'Liam Tran', { presence: 'offline' }),
              person('juliana', 'Juliana Costa'),
            ],
            exact: { kind: 'found', person: person('lia', 'Lia Sandberg', { presence: 'hidden' }) },
          }),
      },
      act: () => typeInto(dialField, 'lia'),
    },
  ),
  'dial-not-found': home(
    {},
    {
      answers: {
        'people.find': () => ok({ matches: [], exact: { kind: 'not-found', handle: Handle.parse('bobb') } }),
      },
      act: () => typeInto(dialField, '@bobb'),
    },
  ),
  'dial-failure': home(
    {},
    {
      answers: { 'call.dial': () => fail({ kind: 'directory-unreachable' }) },
      act: () => press('[role=row]:nth-child(1) [role=gridcell] button:nth-child(2)'),
    },
  ),
  offline: home({ connection: unreachable }),
  'offline-key-changed': home({ connection: { kind: 'offline', why: 'key-changed', retryAtMs: null } }),
  'in-call': home({ calls: { calls: [connected] } }),
  'ringing-in': home({ calls: { calls: [ringing({ handle: 'claire', displayName: 'Claire Dubois' })] } }),
  trouble: home({ app: { ...ordinary.app, settingsTrouble: 'cannot-be-written' } }),
  recents: home({}, { act: tab(2) }),
  'recents-none': home({ recents: { calls: [] } }, { act: tab(2) }),
  'recents-undo': home(
    {},
    {
      act: async () => {
        await tab(2)()
        await press('li:nth-child(2) button')
      },
    },
  ),
  'recents-clear': home(
    {},
    {
      act: async () => {
        await tab(2)()
        await press('[role=tabpanel] section button')
      },
    },
  ),
  'recovery-offer': home({ settings: { ...ordinary.settings, recoveryFile: 'none' } }),
  'recovery-save': home({ settings: neverSaved }, { act: openSave }),
  'recovery-save-typed': home(
    { settings: neverSaved },
    {
      act: async () => {
        await openSave()
        await typeInto('[role=dialog] input', 'my old red bicycle')
        await typeInto('[role=dialog] div:nth-of-type(2) input', 'my old blue')
      },
    },
  ),
  'recovery-saved': home(
    { settings: neverSaved },
    { answers: { 'recovery.save': () => ok({ outcome: 'saved' }) }, act: saveFile },
  ),
  'recovery-busy': home(
    { settings: neverSaved },
    { answers: { 'recovery.save': () => new Promise(() => {}) }, act: saveFile },
  ),
  'recovery-not-written': home(
    { settings: neverSaved },
    { answers: { 'recovery.save': () => fail({ kind: 'cannot-write' }) }, act: saveFile },
  ),
  'settings-recovery': home(
    { settings: neverSaved },
    { act: tab(3), size: { widthPx: 400, heightPx: 1_100 } },
  ),
  settings: home({}, { act: tab(3) }),
  'settings-plain-key': home({ app: { ...ordinary.app, keyStore: 'plain-text' } }, { act: tab(3) }),
  'settings-tall': home({}, { act: tab(3), size: { widthPx: 400, heightPx: 1_100 } }),
  'settings-here': home(here({ kind: 'loopback' }), { act: tab(3) }),
  'settings-reachable': home(reachable, { act: tab(3), size: { widthPx: 400, heightPx: 1_100 } }),
  'settings-reachable-addresses': home(reachableTwice, {
    act: tab(3),
    size: { widthPx: 340, heightPx: 1_100 },
  }),
  'settings-reach-failed': home(here({ kind: 'failed', trouble: { kind: 'port-taken', port: 4701 } }), {
    act: tab(3),
  }),
  'settings-no-network': home(here({ kind: 'reachable', port: 4701, links: [] }), { act: tab(3) }),
  'locked-damaged': home({ app: { ...ordinary.app, phase: { kind: 'identity-locked', why: 'damaged' } } }),
  'locked-changed': home({
    app: { ...ordinary.app, phase: { kind: 'identity-locked', why: 'key-store-changed' } },
  }),
  skeleton: home({}, { content: <HomeSkeleton /> }),
  stopped: home(
    {},
    {
      content: (
        <TroubleView
          title="This window stopped working"
          body="Calls go on without it. Open it again to go on here."
          action={{ words: 'Open it again', onPress: () => {} }}
        />
      ),
    },
  ),
  'people-minutes': home({
    people: { people: [person('bob', 'Bob', { lastCall: { ...ringSummary(), atMs: minutesAgo(1) } })] },
  }),
}

function ringSummary() {
  return { direction: 'incoming', media: 'audio', outcome: 'elsewhere', atMs: 0, durationMs: 0 } as const
}
