import type { ConnectionSnapshot } from '../contract/bridge/snapshots.ts'
import type { Signer } from '../contract/crypto.ts'
import type { OwnRecord } from '../contract/directory/records.ts'
import type { CallId, Handle } from '../contract/ids.ts'
import type { SignalFrame } from '../contract/signal-frame.ts'
import { cleanDisplayName } from '../domain/display-name.ts'
import { type CallContext, ownAddress } from './calls/call-context.ts'
import { type CallIntents, createCallIntents } from './calls/call-intents.ts'
import { completeSafetyEmoji, readAttempt, readMessage } from './calls/call-messages.ts'
import type { CallRecord } from './calls/call-record.ts'
import { toCallView } from './calls/call-view.ts'
import { type Calls, createCalls } from './calls/calls.ts'
import { createDirectoryCalls } from './calls/directory-calls.ts'
import { createTombstones } from './calls/tombstones.ts'
import { type CallerIntents, createCallerIntents } from './callers/caller-intents.ts'
import { createCallers } from './callers/callers.ts'
import type { EventGate } from './event-gate.ts'
import { type AddressBook, createAddressBook, StoredBook } from './book/address-book.ts'
import { createPeopleService, type PeopleService } from './people-intents.ts'
import type { EngineDeps } from './ports.ts'
import { createRecents } from './recents.ts'
import { createRecordKeeper, type RecordKeeper, type Written } from './record-keeper.ts'
import { createSeenCalls } from './seen-calls.ts'
import { createSession, type Session } from './session.ts'
import { type StoredAccount, StoredRecents, StoredSeenCalls } from './stored-records.ts'
import type { Topics } from './topics.ts'

export type AccountEngineDeps = EngineDeps & {
  readonly signer: Signer
  readonly account: RecordKeeper<StoredAccount>
  readonly topics: Topics
  readonly deliver: (callId: CallId, attempt: number, frame: SignalFrame) => void
}

/** The part of the engine that there is once this device has an account. */
export type AccountEngine = {
  readonly session: Session
  readonly calls: Calls
  readonly people: PeopleService
  readonly callIntents: CallIntents
  readonly callerIntents: CallerIntents
  readonly bookIntents: AddressBook['intents']
  readonly publishMe: () => void
  readonly saveAccount: (account: StoredAccount) => Promise<Written>
  readonly account: () => StoredAccount
  readonly stop: () => void
}

export function createAccountEngine(deps: AccountEngineDeps): AccountEngine {
  const { topics, clock, crypto, log } = deps
  const account = deps.account.get
  const saveAccount = (next: StoredAccount) => deps.account.set(next)
  const host = () => account().directory.host

  const session: Session = createSession({
    ...deps,
    account,
    onState: (state) => handleConnection(state),
    onLink: (events) => listen(events),
    onSignedIn: (answer) => {
      takeOwnRecord(answer.me)
      callers.handleSignedIn(answer)
      directoryCalls.handle(answer.calls)
      calls.repeatWords()
      peopleService.watchAgain()
    },
  })
  const recents = createRecents(createRecordKeeper('recents', StoredRecents, [], deps), () =>
    topics.set('recents', { calls: [...recents.all()] }),
  )
  const seenCalls = createSeenCalls(createRecordKeeper('seen-calls', StoredSeenCalls, [], deps), clock.nowMs)
  const base = {
    clock,
    crypto,
    signer: deps.signer,
    log,
    account,
    rpc: session.rpc,
    directoryNowMs: session.directoryNowMs,
  }
  const book = createAddressBook({
    keeper: createRecordKeeper('book', StoredBook, [], deps),
    crypto,
    me: () => account().handle,
    onChange: () => publishBook(),
  })
  const callers = createCallers({
    ...base,
    storage: deps.storage,
    book,
    save: saveAccount,
    onRule: () => endForbiddenRings(context, calls),
    onReady: () => directoryCalls.release(),
    on: {
      me: () => publishMe(),
      people: () => publishPeople(),
      requests: () => topics.set('requests', callers.requests.snapshot()),
      passes: () => topics.set('passes', callers.passes.snapshot()),
    },
  })
  const { people, ringRule } = callers
  const context: CallContext = { ...base, people, recents, seenCalls, ringRule }
  const callsDeps = {
    ...context,
    tombstones: createTombstones(context),
    stun: session.stun,
    onChange: () => {
      publishCalls()
      directoryCalls.reconsider()
    },
    // Frames of a call that the page does not serve (now) would meet another call's connection there.
    deliver: (callId: CallId, attempt: number, frame: SignalFrame) => {
      if (calls.mediaCall()?.callId !== callId) return
      // The page hears that the call is open before it is handed what waited for that.
      topics.set('media', calls.mediaSession())
      deps.deliver(callId, attempt, frame)
    },
  }
  const calls = createCalls(callsDeps)
  const directoryCalls = createDirectoryCalls(callsDeps, calls)
  const peopleService = createPeopleService(context)
  let told: Pick<OwnRecord, 'badge' | 'placingRefusal'> = { badge: null, placingRefusal: null }

  const publishMe = () => {
    const { handle, displayName, directory, policy } = account()
    topics.set('me', {
      address: ownAddress(account()),
      handle,
      displayName,
      directoryHost: directory.host,
      isDirectoryHere: directory.isHere,
      policy,
      policyUpload: callers.upload(),
      badge: told.badge,
      placingRefusal: told.placingRefusal,
    })
  }
  const publishPeople = () => topics.set('people', { people: [...people.rows(host())] })
  /** The people whose relations say that they are in the address book: also one that lost its card just before a crash. */
  let inBook: ReadonlySet<Handle> = new Set(
    callers.relations.people().filter((person) => callers.relations.of(person).isInAddressBook),
  )
  const publishBook = () => {
    const handles = new Set(book.handles())
    const entered = [...handles].filter((handle) => !inBook.has(handle))
    const left = [...inBook].filter((handle) => !handles.has(handle))
    inBook = handles
    if (entered.length + left.length > 0) callers.relations.noteBook(entered, left)
    topics.set('book', { contacts: [...book.contacts()] })
    publishPeople()
  }
  const publishCalls = () => {
    // First what opens a camera, then what draws windows: the page has one thread for both.
    topics.setMediaAndCalls(calls.mediaSession(), {
      calls: calls.all().map((call) => toCallView(call, host())),
    })
  }
  const handleConnection = (state: ConnectionSnapshot) => {
    topics.set('connection', state)
    if (state.kind === 'offline') people.hideAll()
  }
  const takeOwnRecord = (record: OwnRecord) => {
    told = record
    const displayName = cleanDisplayName(record.displayName)
    if (displayName && displayName !== account().displayName) void saveAccount({ ...account(), displayName })
    publishMe()
  }
  const listen = (events: Pick<EventGate, 'on'>) => {
    events.on('me.changed', takeOwnRecord)
    callers.listen(events)
    events.on('calls.changed', (changed) => directoryCalls.handle(changed.calls))
    events.on('presence.changed', (changed) => people.noteStanding(changed.people))
    events.on('call.signal', ({ callId, attempt, frame }) =>
      directoryCalls.handleFrame(callId, attempt, frame),
    )
    events.on('call.message', ({ callId, message }) =>
      handleMessage(context, calls, calls.find(callId), message),
    )
    events.on('call.attempt', ({ callId, attempt }) => {
      const call = calls.find(callId)
      if (!call || readAttempt(context, call, attempt) === 'old') return
      calls.dispatch(call, { type: 'peer-attempt' })
      calls.publish()
    })
  }

  publishMe()
  publishBook()
  topics.set('passes', callers.passes.snapshot())
  topics.set('recents', { calls: [...recents.all()] })
  return {
    session,
    calls,
    people: peopleService,
    callIntents: createCallIntents(context, calls),
    callerIntents: createCallerIntents(context, callers),
    bookIntents: book.intents,
    publishMe,
    saveAccount,
    account,
    stop: () => {
      calls.stop()
      directoryCalls.stop()
      callers.stop()
      session.stop()
    },
  }
}

function handleMessage(
  context: CallContext,
  calls: Calls,
  call: CallRecord | null,
  signed: Parameters<typeof readMessage>[2],
): void {
  const content = call && readMessage(context, call, signed)
  if (!call || !content) return
  if (content.type === 'sending') {
    call.remote = { microphone: content.microphone, camera: content.camera }
    return calls.publish()
  }
  // The caller committed to its nonce in the invitation; another one would steer the safety emoji.
  const isCommitted = context.crypto.sha256(content.nonce) === call.invitation?.body.commitment
  if (call.direction !== 'incoming') return
  if (!isCommitted) return calls.dispatch(call, { type: 'wrong-fingerprint' })
  call.peerNonce = content.nonce
  completeSafetyEmoji(context, call)
  calls.publish()
}

/** A change of who may call me stops a ring at once, also before the directory has heard of it. */
function endForbiddenRings({ ringRule }: CallContext, calls: Calls): void {
  for (const call of calls.all().filter(({ state }) => state.kind === 'ringing-in')) {
    const invitation = call.invitation?.body
    const isForbidden = invitation && ringRule.judge({ caller: call.peer, invitation }).verdict === 'refused'
    if (isForbidden) calls.dispatch(call, { type: 'settled', reason: 'not-allowed', by: 'me' })
  }
}
