import type { CallContext } from '../calls/call-context.ts'
import type { AddressBook } from '../book/address-book.ts'
import type { EventGate } from '../event-gate.ts'
import { type Book, createPeople, type People } from '../people.ts'
import type { EngineStorage } from '../ports.ts'
import { createRecordKeeper, type Written } from '../record-keeper.ts'
import type { SignedIn } from '../session.ts'
import { type StoredAccount, StoredPasses, StoredPeople, StoredRelations } from '../stored-records.ts'
import { createPasses, type Passes } from './passes.ts'
import { createPolicyKeeper, type PolicyKeeper } from './policy-keeper.ts'
import { createRelations, type Relations } from './relations.ts'
import { createRequests, type Requests } from './requests.ts'
import { createRingRule, type RingRule } from './ring-rule.ts'
import { type UploadState, worstUpload } from './upload-state.ts'

export type CallersDeps = Pick<
  CallContext,
  'account' | 'rpc' | 'log' | 'signer' | 'crypto' | 'clock' | 'directoryNowMs'
> & {
  readonly storage: EngineStorage
  readonly book: Book & Pick<AddressBook, 'handles'>
  readonly save: (account: StoredAccount) => Promise<Written>
  /** Who may ring may be another one now. */
  readonly onRule: () => void
  /** This device has what the directory keeps of its own word: rings may be judged. */
  readonly onReady: () => void
  readonly on: Readonly<Record<'me' | 'people' | 'requests' | 'passes', () => void>>
}

/** Who may call me, and the people whom it is about. */
export type Callers = {
  readonly policy: PolicyKeeper
  readonly relations: Relations
  readonly people: People
  readonly passes: Passes
  readonly requests: Requests
  readonly ringRule: RingRule
  readonly upload: () => UploadState
  /** Sends once more what the directory did not take. */
  readonly retry: () => void
  readonly handleSignedIn: (answer: Pick<SignedIn, 'me' | 'requests' | 'relationsMark'>) => void
  readonly listen: (events: Pick<EventGate, 'on'>) => void
  readonly stop: () => void
}

const NOBODY: StoredRelations = { mark: null, people: [] }

export function createCallers(deps: CallersDeps): Callers {
  const { on, onRule } = deps
  const relations = createRelations({
    ...deps,
    keeper: createRecordKeeper('relations', StoredRelations, NOBODY, deps),
    onChange: () => {
      onRule()
      on.people()
      on.requests()
    },
    onCaughtUp: deps.onReady,
    onUpload: on.me,
  })
  const passes = createPasses({
    ...deps,
    keeper: createRecordKeeper('passes', StoredPasses, [], deps),
    onChange: () => {
      onRule()
      on.passes()
    },
    onCaughtUp: deps.onReady,
  })
  const people = createPeople({
    crypto: deps.crypto,
    keeper: createRecordKeeper('people', StoredPeople, [], deps),
    relations,
    book: deps.book,
    onChange: on.people,
  })
  const requests = createRequests({ ...deps, people, relations, onChange: on.requests })
  const policy = createPolicyKeeper({
    ...deps,
    onChange: () => {
      on.me()
      onRule()
    },
  })
  return {
    policy,
    relations,
    people,
    passes,
    requests,
    ringRule: createRingRule({ ...deps, relations, passes, isAskedBy: requests.isAskedBy }),
    upload: () => worstUpload([policy.upload(), relations.upload()]),
    retry: () => {
      policy.retry()
      const book = new Set(deps.book.handles())
      const left = relations.people().filter((person) => !book.has(person))
      relations.noteBook([...book], left)
      relations.retry()
    },
    // What it answers holds at once; what must be asked for is waited for before a ring is judged.
    handleSignedIn: (answer) => {
      policy.handleSignedIn(answer.me.policy)
      requests.handleTold(answer.requests)
      relations.handleSignedIn(answer.relationsMark)
      passes.handleSignedIn()
    },
    listen: (events) => {
      events.on('me.changed', (me) => policy.handleCopy(me.policy))
      events.on('requests.changed', requests.handleTold)
      events.on('relations.changed', relations.handleChanged)
      events.on('passes.changed', passes.refresh)
    },
    stop: () => {
      policy.stop()
      relations.stop()
      passes.stop()
    },
  }
}
