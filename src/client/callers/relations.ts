import type { CallId, Handle } from '../../contract/ids.ts'
import { LIMITS } from '../../contract/limits.ts'
import type { Relation, RelationsMark } from '../../contract/relation.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { RelationStatement, type SignedRelation } from '../../contract/statements.ts'
import { isNoRelation, isSameRelation, NO_RELATION } from '../../domain/relation.ts'
import { signStatement } from '../../domain/signed.ts'
import { type CallContext, scopeOf } from '../calls/call-context.ts'
import type { RecordKeeper, Written } from '../record-keeper.ts'
import type { StoredRelation, StoredRelations } from '../stored-records.ts'
import { nextRevision, openOwn } from './own-statements.ts'
import { withoutUndefined } from './policy-keeper.ts'
import { createRelationListing } from './relation-listing.ts'
import { createRelationUpload } from './relation-upload.ts'
import type { UploadState } from './upload-state.ts'

export type RelationChange = { readonly [K in keyof Relation]?: Relation[K] | undefined }
export type RelationRefusal = { readonly kind: 'too-many-people' | 'cannot-save' }

/** How this account stands to people: decided on this device, one signed statement for each person at the directory. */
export type Relations = {
  readonly of: (person: Handle) => Relation
  /** As it holds for one ring: a grant that this very ring used up still counts for it. */
  readonly ofRing: (person: Handle, callId: CallId) => Relation
  /** The people of whom anything is said. */
  readonly people: () => readonly Handle[]
  /** Holds at once; the directory hears of it when it can. */
  readonly set: (person: Handle, change: RelationChange) => Promise<Result<null, RelationRefusal>>
  /** The same, but it waits for `resume`: the word goes to the directory in another way first. */
  readonly hold: (person: Handle, change: RelationChange) => Promise<Result<null, RelationRefusal>>
  readonly resume: () => void
  /** My address book has changed by these people. */
  readonly noteBook: (entered: readonly Handle[], left: readonly Handle[]) => void
  /** Uses a grant up. It is used at once, and durably when this resolves. */
  readonly spend: (person: Handle, callId: CallId) => Promise<Written>
  /** The newest word on a person, for a procedure that stores it by itself; `null` where nothing was ever said. */
  readonly sign: (
    person: Handle,
  ) => { readonly statement: SignedStatement; readonly confirm: () => void } | null
  /** Takes in what the directory has, with what changed here on top, and goes above it. */
  readonly handleOlder: (current: SignedStatement) => void
  /** With the directory's mark: where it is not the one up to which this device has read, it reads on. */
  readonly handleSignedIn: (told: RelationsMark) => void
  /** False until the directory's copies were read to the end, as it told them at the sign-in. */
  readonly isCaughtUp: () => boolean
  /** Another device of mine changed something. */
  readonly handleChanged: () => void
  readonly upload: () => UploadState
  /** Sends once more what the directory has refused. */
  readonly retry: () => void
  readonly stop: () => void
}

export type RelationsDeps = Pick<CallContext, 'account' | 'rpc' | 'log' | 'signer' | 'crypto' | 'clock'> & {
  readonly keeper: RecordKeeper<StoredRelations>
  /** A relation is another one now. */
  readonly onChange: () => void
  readonly onCaughtUp: () => void
  readonly onUpload: () => void
}

/** A whole record is written each time; what a crash forgets is only told again. */
const BATCHES_PER_WRITE = 10

export function createRelations(deps: RelationsDeps): Relations {
  const { keeper } = deps
  const people = new Map(keeper.get().people.map((stored) => [stored.person, stored]))
  let { mark } = keeper.get()
  let isBehind = false
  /** Whom a list that is read from its beginning has named so far. */
  let named: Set<Handle> | null = null
  /** Some of my address book found no room. */
  let isBookTooLarge = false
  /** People of whom a word is on its way by another procedure. */
  const held = new Set<Handle>()
  /** Confirmed batches that are not on the disk. */
  let unsaved = 0
  const save = () => {
    unsaved = 0
    return keeper.set({ mark, people: [...people.values()] })
  }
  const relationOf = (person: Handle) => people.get(person)?.relation ?? NO_RELATION

  const change = (person: Handle, wanted: RelationChange): 'same' | 'changed' | 'too-many-people' => {
    const before = people.get(person)
    const given = withoutUndefined(wanted)
    const relation = { ...relationOf(person), ...given }
    if (isSameRelation(relationOf(person), relation)) return 'same'
    if (!before && people.size >= LIMITS.relationsPerAccount) return 'too-many-people'
    people.set(person, {
      person,
      revision: nextRevision(before?.revision ?? 0),
      relation,
      pending: { ...before?.pending, ...given },
      spentOn: before?.spentOn ?? null,
    })
    return 'changed'
  }
  const confirm = (sent: StoredRelation) => {
    const now = people.get(sent.person)
    if (now?.pending && now.revision === sent.revision) people.set(sent.person, { ...now, pending: null })
  }
  /** Of one person: whichever word is newer, with what changed here and is not known there on top. */
  const take = ({ person, revision, relation }: SignedRelation): 'taken' | 'mine' => {
    const mine = people.get(person)
    if (!mine && people.size >= LIMITS.relationsPerAccount) return 'mine'
    if (mine && mine.revision >= revision) {
      const isSame = mine.revision === revision && isSameRelation(mine.relation, relation)
      if (isSame) confirm(mine)
      else if (mine.revision > revision) people.set(person, { ...mine, pending: mine.pending ?? {} })
      else people.set(person, raised(mine, mine.relation, revision))
      return 'mine'
    }
    const merged = { ...relation, ...withoutUndefined(mine?.pending ?? {}) }
    const isMerged = mine?.pending && !isSameRelation(merged, relation)
    const spentOn = mine?.spentOn ?? null
    people.set(
      person,
      isMerged ? raised(mine, merged, revision) : { person, revision, relation, pending: null, spentOn },
    )
    return 'taken'
  }
  /** What this device had told a directory that has lost it since goes up once more. */
  const tellUnnamed = () => {
    for (const stored of named === null ? [] : [...people.values()])
      if (!stored.pending && !named?.has(stored.person)) people.set(stored.person, { ...stored, pending: {} })
    named = null
  }
  const upload = createRelationUpload({
    ...deps,
    waiting: () => {
      const batch: StoredRelation[] = []
      for (const stored of people.values()) {
        if (stored.pending && !held.has(stored.person)) batch.push(stored)
        if (batch.length === LIMITS.relationsPerFrame) break
      }
      return batch
    },
    sign: (stored) => signRelation(deps, stored),
    confirm: (sent, stored) => {
      sent.forEach(confirm)
      // Where nobody else's word lies in between, mine need not be read again.
      if (stored && stored.before === mark) mark = stored.now
      unsaved += 1
      if (unsaved === BATCHES_PER_WRITE) void save()
    },
    handleOlder: (current) => {
      const opened = openOwn(deps, RelationStatement, current)
      const mine = opened && people.get(opened.person)
      // What is older than mine, or was signed by nobody of mine, is no reason to refuse mine.
      if (!opened || !mine || opened.revision < mine.revision) return null
      if (take(opened) === 'taken') deps.onChange()
      void save()
      return opened.person
    },
    onState: () => {
      if (unsaved > 0) void save()
      deps.onUpload()
    },
  })
  const listing = createRelationListing({
    ...deps,
    take: (signed) => {
      const opened = openOwn(deps, RelationStatement, signed)
      if (opened) named?.add(opened.person)
      return opened !== null && take(opened) === 'taken'
    },
    since: () => {
      named = mark === null ? new Set() : null
      return mark ?? 0
    },
    onPage: (isNews, readTo) => {
      if (readTo !== null) {
        mark = readTo
        isBehind = false
        tellUnnamed()
      }
      if (isNews || readTo !== null) void save()
      if (isNews) deps.onChange()
      if (readTo === null) return
      deps.onCaughtUp()
      upload.run()
    },
  })
  const settle = () => {
    const written = save()
    deps.onChange()
    deps.onUpload()
    upload.restart()
    return written
  }

  return {
    of: relationOf,
    ofRing: (person, callId) =>
      people.get(person)?.spentOn === callId ? { ...relationOf(person), grant: 'once' } : relationOf(person),
    people: () =>
      [...people.values()].filter(({ relation }) => !isNoRelation(relation)).map(({ person }) => person),
    set: async (person, wanted) => {
      const outcome = change(person, wanted)
      if (outcome === 'too-many-people') return fail({ kind: outcome })
      return outcome === 'same' ? ok(null) : settle()
    },
    hold: async (person, wanted) => {
      const outcome = change(person, wanted)
      if (outcome === 'too-many-people') return fail({ kind: outcome })
      held.add(person)
      const written = save()
      deps.onChange()
      return written
    },
    resume: () => {
      held.clear()
      upload.restart()
      deps.onUpload()
    },
    noteBook: (entered, left) => {
      const outcomes = [
        ...left.map((person) => change(person, { isInAddressBook: false })),
        ...entered.map((person) => change(person, { isInAddressBook: true })),
      ]
      isBookTooLarge = outcomes.includes('too-many-people')
      if (outcomes.includes('changed')) void settle()
      else deps.onUpload()
    },
    spend: async (person, callId) => {
      const before = people.get(person)
      if (before?.relation.grant !== 'once') return ok(null)
      change(person, { grant: 'none' })
      people.set(person, { ...(people.get(person) ?? before), spentOn: callId })
      return settle()
    },
    sign: (person) => {
      const stored = people.get(person)
      if (!stored) return null
      const done = () => {
        confirm(stored)
        void save()
        deps.onUpload()
      }
      return { statement: signRelation(deps, stored), confirm: done }
    },
    handleOlder: (current) => {
      const opened = openOwn(deps, RelationStatement, current)
      if (!opened) return
      if (take(opened) === 'taken') deps.onChange()
      const now = people.get(opened.person)
      if (now && now.revision <= opened.revision)
        people.set(opened.person, raised(now, now.relation, opened.revision))
      void save()
    },
    handleSignedIn: (told) => {
      const wasListed = mark !== null
      isBehind = mark !== told
      // The directory has lost something: all of it is read again.
      if (mark !== null && told < mark) mark = null
      if (isBehind) listing.run()
      // What a device that never read them says goes on top of them, once it has.
      if (wasListed) upload.restart()
    },
    isCaughtUp: () => mark !== null && !isBehind,
    handleChanged: listing.run,
    upload: () => (isBookTooLarge ? { kind: 'failed', why: 'too-many-people' } : upload.state()),
    retry: () => {
      upload.restart()
      deps.onUpload()
    },
    stop: () => {
      upload.stop()
      listing.stop()
    },
  }
}

/** Mine above the directory's: it goes up again. */
const raised = (mine: StoredRelation, relation: Relation, above: number): StoredRelation => ({
  ...mine,
  relation,
  revision: nextRevision(Math.max(mine.revision, above)),
  pending: mine.pending ?? {},
})

function signRelation(
  { account, signer }: Pick<CallContext, 'account' | 'signer'>,
  { person, revision, relation }: StoredRelation,
): SignedStatement {
  const { handle, device } = account()
  const body = { handle, device, person, revision, relation }
  return signStatement(signer, RelationStatement, scopeOf(account()), body)
}
