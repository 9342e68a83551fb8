import { AllSnapshots, MeSnapshot } from '../../../contract/bridge/snapshots.ts'
import type { CallingChoices } from '../../../contract/calling-policy.ts'
import { firstChoices } from '../../../domain/calling-policy.ts'
import { HOST, usualPeople } from './people.ts'
import { usualRecents } from './calls.ts'

export const ada = MeSnapshot.unwrap().parse({
  address: `@ada@${HOST}`,
  handle: 'ada',
  displayName: 'Ada Lindgren',
  directoryHost: HOST,
  isDirectoryHere: false,
  policy: { revision: 1, ...firstChoices('everyone') },
  policyUpload: { kind: 'saved' },
  badge: null,
  placingRefusal: null,
})

/** Me with another policy. */
export const withPolicy = (
  change: Partial<CallingChoices>,
  more: Partial<NonNullable<MeSnapshot>> = {},
): NonNullable<MeSnapshot> => ({ ...ada, policy: { ...ada.policy, ...change }, ...more })

/** An ordinary day: online, calling on, a few people and calls. */
export const ordinary: AllSnapshots = AllSnapshots.parse({
  app: {
    phase: { kind: 'ready' },
    keyStore: 'system',
    platform: 'darwin',
    version: '0.1.0',
    localDirectory: { kind: 'none' },
    settingsTrouble: 'none',
  },
  me: ada,
  connection: { kind: 'online' },
  people: { people: [...usualPeople] },
  book: { contacts: [] },
  requests: { received: [], sent: [] },
  passes: { passes: [] },
  recents: { calls: [...usualRecents] },
  calls: { calls: [] },
  settings: {
    language: 'system',
    systemLanguage: 'en',
    theme: 'system',
    openAtLogin: true,
    recoveryFile: 'saved',
  },
})

/** The first start: nobody yet. */
export const fresh: AllSnapshots = {
  ...ordinary,
  app: { ...ordinary.app, phase: { kind: 'first-run' } },
  me: null,
  connection: { kind: 'none' },
  people: { people: [] },
  recents: { calls: [] },
}
