import type { Engine } from '../../client/engine.ts'
import type { BridgeContract } from '../../contract/bridge/contract.ts'
import { fail, ok } from '../../contract/result.ts'
import type { Handlers } from '../../contract/rpc/server.ts'
import type { BookExportHandlers } from '../book/book-export.ts'
import type { OwnDirectory } from '../adapters/local-directory.ts'
import type { SettingsKeeper } from '../adapters/settings.ts'
import type { LinkInbox } from '../links/link-inbox.ts'
import type { NamedPage } from '../navigation/named-pages.ts'
import type { DeviceCheck } from '../permissions/device-check.ts'
import type { RecoveryHandlers } from '../recovery/recovery-desk.ts'
import type { MainFacts } from './main-facts.ts'
import type { PageCaller } from './page-link.ts'

export type MainHandlersDeps = {
  readonly engine: Engine
  readonly localDirectory: Pick<OwnDirectory, 'expose'>
  readonly facts: MainFacts
  readonly settings: SettingsKeeper
  readonly recovery: RecoveryHandlers
  readonly bookExport: BookExportHandlers
  readonly inbox: LinkInbox
  readonly deviceCheck: Pick<DeviceCheck, 'set'>
  readonly openPage: (page: NamedPage) => Promise<void>
  /** False when there is no call to show. */
  readonly showCall: () => boolean
}

/** All of the bridge: the engine's own intents, and what only main can answer. */
export function createMainHandlers(deps: MainHandlersDeps): Handlers<BridgeContract, PageCaller> {
  const { engine, localDirectory, facts, settings, inbox } = deps
  return {
    ...engine.intents,
    ...deps.recovery,
    ...deps.bookExport,
    'snapshot.get': () =>
      ok({
        app: facts.app(),
        settings: facts.settings(),
        me: engine.get('me'),
        connection: engine.get('connection'),
        people: engine.get('people'),
        book: engine.get('book'),
        requests: engine.get('requests'),
        passes: engine.get('passes'),
        recents: engine.get('recents'),
        calls: engine.get('calls'),
      }),
    'settings.set': (change) => {
      const saved = settings.set(withoutUndefined(change))
      return saved.ok ? ok({}) : saved
    },
    'link.open': async ({ page }) => {
      await deps.openPage(page)
      return ok({})
    },
    'directory.setReachable': ({ isOn }) => {
      const switched = localDirectory.expose(isOn)
      return switched.ok ? ok({}) : switched
    },
    'deviceCheck.set': ({ isOpen }) => {
      deps.deviceCheck.set(isOpen)
      return ok({})
    },
    'link.take': () => {
      const link = inbox.takePerson()
      return ok({ handle: link?.text ?? null, pass: link?.pass ?? null })
    },
    'link.takeJoin': () => ok({ link: inbox.takeJoin()?.text ?? null }),
    'call.show': () => (deps.showCall() ? ok({}) : fail({ kind: 'no-such-call' })),
    'media.get': () => ok({ session: engine.get('media') }),
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** A key that is given as undefined is a key that is not given. */
function withoutUndefined<T extends object>(values: T): Defined<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets the keys that it was given
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>
}
