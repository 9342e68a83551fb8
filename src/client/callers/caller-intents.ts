import type { Handle } from '../../contract/ids.ts'
import { fail, ok } from '../../contract/result.ts'
import { ProfileStatement } from '../../contract/statements.ts'
import { cleanDisplayName } from '../../domain/display-name.ts'
import { parseTypedAddress } from '../../domain/handle.ts'
import { openStatement } from '../../domain/signed.ts'
import { type CallContext, scopeOf } from '../calls/call-context.ts'
import type { Engine, EngineOutput } from '../engine.ts'
import { readPerson } from '../people-intents.ts'
import type { Callers } from './callers.ts'

export type CallerIntents = Pick<
  Engine['intents'],
  | 'policy.set'
  | 'policy.retry'
  | 'person.setRelation'
  | 'person.listFollows'
  | 'request.send'
  | 'request.withdraw'
  | 'request.answer'
  | 'pass.make'
  | 'pass.revoke'
>

/** What the person decides about who may call. */
export function createCallerIntents(context: CallContext, callers: Callers): CallerIntents {
  const { policy, relations, requests, passes } = callers
  /** Who is followed, blocked or answered without a call has a name all the same, once the directory has shown it. */
  const meet = async (handle: Handle) => {
    if (context.people.isPinned(handle)) return
    const person = await context.rpc()?.call('person.lookUp', { handle })
    const seen = person?.ok ? readPerson(context, person.value) : null
    if (seen?.handle === handle) context.people.meet(seen, false)
  }
  return {
    'policy.set': async (choices) => {
      const written = await policy.set(choices)
      return written.ok ? ok({}) : written
    },
    'policy.retry': async () => {
      callers.retry()
      return ok({})
    },
    'person.setRelation': async ({ handle, change }) => {
      if (handle === context.account().handle) return fail({ kind: 'myself' })
      const done = await relations.set(handle, change)
      void meet(handle)
      return done.ok ? ok({}) : done
    },
    'person.listFollows': async (input) => {
      const told = await context.rpc()?.call('follow.list', input)
      if (!told?.ok)
        return fail({ kind: told?.error.kind === 'not-found' ? 'not-found' : 'directory-unreachable' })
      const { profiles, next, count } = told.value
      return ok({ people: profiles.flatMap((profile) => readProfile(context, profile)), next, count })
    },
    'request.send': ({ handle, text }) => requests.send(handle, text),
    'request.withdraw': ({ handle }) => requests.withdraw(handle),
    'request.answer': async ({ handle, answer }) => {
      const done = await requests.answer(handle, answer)
      if (done.ok) void meet(handle)
      return done
    },
    'pass.make': async ({ forTyped, validMs }) => {
      const account = context.account()
      const typed = forTyped === null ? null : parseTypedAddress(forTyped)
      if (typed && !typed.ok) return fail({ kind: 'bad-handle' })
      const person = typed?.value ?? null
      if (person?.host && person.host !== account.directory.host) return fail({ kind: 'bad-handle' })
      if (person?.handle === account.handle) return fail({ kind: 'myself' })
      return passes.make(person?.handle ?? null, validMs)
    },
    'pass.revoke': async ({ passId }) => {
      // A disk that is full does not bring it back while the app runs, and the directory is told.
      await passes.revoke(passId)
      return ok({})
    },
  }
}

type Followed = EngineOutput<'person.listFollows'>['people'][number]

/** None where the directory did not sign it. */
function readProfile(context: CallContext, signed: Parameters<typeof openStatement>[3]): Followed[] {
  const account = context.account()
  const { publicKey } = account.directory
  const opened = openStatement(context.crypto, ProfileStatement, scopeOf(account), signed, publicKey)
  const displayName = opened.ok ? cleanDisplayName(opened.value.displayName) : null
  if (!opened.ok || displayName === null) return []
  return [{ handle: opened.value.handle, displayName, badge: opened.value.badge }]
}
