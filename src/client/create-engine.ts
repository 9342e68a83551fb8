import type { Signer } from '../contract/crypto.ts'
import type { CallId } from '../contract/ids.ts'
import { fail, ok } from '../contract/result.ts'
import type { SignalFrame } from '../contract/signal-frame.ts'
import { cleanDisplayName } from '../domain/display-name.ts'
import { type AccountEngine, createAccountEngine } from './account-engine.ts'
import type { Engine, EngineTopics } from './engine.ts'
import type { EngineDeps } from './ports.ts'
import { createRecordKeeper } from './record-keeper.ts'
import { createSetup } from './setup.ts'
import { StoredAccount } from './stored-records.ts'
import { createTopics } from './topics.ts'

const EMPTY: EngineTopics = {
  phase: { kind: 'starting' },
  me: null,
  connection: { kind: 'none' },
  people: { people: [] },
  book: { contacts: [] },
  requests: { received: [], sent: [] },
  passes: { passes: [] },
  recents: { calls: [] },
  calls: { calls: [] },
  media: null,
}

/** The engine of this device: without an account it can only be set up; with one it connects and calls. */
export function createEngine(deps: EngineDeps): Engine {
  const topics = createTopics(EMPTY)
  const frameListeners = new Set<Parameters<Engine['onMediaFrame']>[0]>()
  const deliver = (callId: CallId, attempt: number, frame: SignalFrame) => {
    for (const listener of [...frameListeners]) listener({ callId, attempt, frame })
  }
  let active: AccountEngine | null = null
  let isStopped = false

  const activate = (signer: Signer, account: StoredAccount) => {
    if (isStopped) return
    const keeper = createRecordKeeper('account', StoredAccount, account, deps)
    active = createAccountEngine({ ...deps, signer, account: keeper, topics, deliver })
    topics.set('phase', { kind: 'ready' })
    active.session.start()
  }
  const adopt = async (account: StoredAccount, signer: Signer) => {
    if (active || isStopped) return false
    const written = await deps.storage.write('account', account)
    if (written.ok) activate(signer, account)
    return written.ok
  }
  const setup = createSetup({ ...deps, adopt })

  return {
    start: async () => {
      const signer = await deps.keyVault.load()
      if (!signer.ok) return topics.set('phase', { kind: 'identity-locked', why: signer.error.kind })
      const stored = deps.storage.read('account')
      const account = StoredAccount.safeParse(stored)
      if (stored === undefined) return topics.set('phase', { kind: 'first-run' })
      // An account whose key or record is gone is not replaced by a new one in silence.
      if (!account.success || !signer.value)
        return topics.set('phase', { kind: 'identity-locked', why: 'damaged' })
      return activate(signer.value, account.data)
    },
    get: topics.get,
    on: topics.on,
    onMediaFrame: (listener) => {
      frameListeners.add(listener)
      return () => void frameListeners.delete(listener)
    },
    account: () => active?.account() ?? null,
    adopt: async (account, signer) => {
      await setup['setup.leave']({})
      return adopt(account, signer)
    },
    intents: { ...setup, ...createAccountIntents(() => active) },
    handleMediaPageLost: () => {
      const call = active?.calls.mediaCall()
      if (!active || !call) return
      call.link.handlePageLost()
      active.calls.dispatch(call, { type: 'page-lost' })
    },
    handleWake: () => active?.session.check(),
    stop: async () => {
      isStopped = true
      active?.stop()
      await setup['setup.leave']({})
      await deps.localDirectory.stop()
    },
  }
}

type AccountIntents = Omit<Engine['intents'], `setup.${string}`>

function createAccountIntents(active: () => AccountEngine | null): AccountIntents {
  const noAccount = fail({ kind: 'no-account' } as const)
  const noCall = fail({ kind: 'no-such-call' } as const)
  const people = () => active()?.people.intents
  const calls = () => active()?.callIntents
  const callers = () => active()?.callerIntents

  return {
    'book.save': async (input) => active()?.bookIntents['book.save'](input) ?? noAccount,
    'book.remove': async (input) => active()?.bookIntents['book.remove'](input) ?? noAccount,
    'book.import': async (input) => active()?.bookIntents['book.import'](input) ?? noAccount,
    'policy.set': async (input) => callers()?.['policy.set'](input) ?? noAccount,
    'policy.retry': async (input) => callers()?.['policy.retry'](input) ?? noAccount,
    'person.setRelation': async (input) => callers()?.['person.setRelation'](input) ?? noAccount,
    'person.listFollows': async (input) => callers()?.['person.listFollows'](input) ?? noAccount,
    'request.send': async (input) => callers()?.['request.send'](input) ?? noAccount,
    'request.withdraw': async (input) => callers()?.['request.withdraw'](input) ?? noAccount,
    'request.answer': async (input) => callers()?.['request.answer'](input) ?? noAccount,
    'pass.make': async (input) => callers()?.['pass.make'](input) ?? noAccount,
    'pass.revoke': async (input) => callers()?.['pass.revoke'](input) ?? noAccount,
    'people.find': async (input) => people()?.['people.find'](input) ?? noAccount,
    'people.watch': async (input) => people()?.['people.watch'](input) ?? noAccount,
    'people.forget': async (input) => people()?.['people.forget'](input) ?? noAccount,
    'recents.markSeen': async (input) => people()?.['recents.markSeen'](input) ?? noAccount,
    'recents.remove': async (input) => people()?.['recents.remove'](input) ?? noAccount,
    'recents.clear': async (input) => people()?.['recents.clear'](input) ?? noAccount,
    'call.dial': async (input) => calls()?.['call.dial'](input) ?? noAccount,
    'call.accept': async (input) => calls()?.['call.accept'](input) ?? noCall,
    'call.decline': async (input) => calls()?.['call.decline'](input) ?? noCall,
    'call.hangUp': async (input) => calls()?.['call.hangUp'](input) ?? noCall,
    'call.dismiss': async (input) => calls()?.['call.dismiss'](input) ?? noCall,
    'call.setSending': async (input) => calls()?.['call.setSending'](input) ?? noCall,
    'media.ready': async (input) => calls()?.['media.ready'](input) ?? noCall,
    'media.send': async (input) => calls()?.['media.send'](input) ?? noCall,
    'media.report': async (input) => calls()?.['media.report'](input) ?? noCall,
    'profile.setDisplayName': async ({ typed }) => {
      const engine = active()
      if (!engine) return noAccount
      const displayName = cleanDisplayName(typed)
      if (!displayName) return fail({ kind: 'bad-name' })
      const saved = await engine.session.rpc()?.call('account.setDisplayName', { displayName })
      if (!saved?.ok) return fail({ kind: 'directory-unreachable' })
      void engine.saveAccount({ ...engine.account(), displayName: saved.value.displayName })
      engine.publishMe()
      return ok({})
    },
    'connection.retry': async () => {
      active()?.session.retry()
      return active() ? ok({}) : noAccount
    },
  }
}
