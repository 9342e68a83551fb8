import type { Badge, CallingPolicy, Plan } from '../../contract/calling-policy.ts'
import type { CallId, DeviceId, DirectoryHost, DisplayName, Handle, Sha256 } from '../../contract/ids.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import type { CallRecord, Role, Viewer } from '../calls/call-record.ts'
import type { AdministrationTable, PassTable, RelationTable, RequestTable } from './caller-tables.ts'

/** An account with its whole chain of device lists, oldest first. Statements were verified before they were stored. */
export type StoredAccount = {
  readonly handle: Handle
  readonly displayName: DisplayName
  readonly deviceLists: readonly SignedStatement[]
  readonly policy: CallingPolicy
  /** As one of its devices signed the policy; null for an account whose policy nobody has signed. */
  readonly signedPolicy: SignedStatement | null
  /** What the administrator granted. */
  readonly badge: Badge | null
  readonly plan: Plan
}

export type AccountTable = {
  readonly find: (handle: Handle) => Promise<StoredAccount | null>
  readonly has: (handle: Handle) => Promise<boolean>
  /** Of the handles that somebody has. */
  readonly findPolicies: (handles: readonly Handle[]) => Promise<ReadonlyMap<Handle, CallingPolicy>>
  readonly insert: (account: StoredAccount, atMs: number) => Promise<void>
  /** Puts another account in the place of the one with this handle; its calls stay, and so do badge and plan. */
  readonly replace: (account: Omit<StoredAccount, 'badge' | 'plan'>) => Promise<void>
  readonly setDisplayName: (handle: Handle, displayName: DisplayName) => Promise<void>
  readonly setPolicy: (handle: Handle, policy: CallingPolicy, signed: SignedStatement) => Promise<void>
  readonly setBadge: (handle: Handle, badge: Badge | null) => Promise<void>
  readonly setPlan: (handle: Handle, plan: Plan) => Promise<void>
}

export type CallTable = {
  readonly find: (callId: CallId) => Promise<CallRecord | null>
  /** Stores a new call and the devices that are to be told of it. */
  readonly insert: (record: CallRecord, devices: readonly DeviceId[]) => Promise<void>
  readonly saveState: (record: CallRecord) => Promise<void>
  readonly listLive: () => Promise<readonly CallRecord[]>
  readonly listLiveOf: (handle: Handle) => Promise<readonly CallRecord[]>
  /** How many calls ring that this account placed, or that are to it. */
  readonly countRings: (side: Role, handle: Handle) => Promise<number>
  /** What a device has not acknowledged: live calls first, oldest first; then ended ones, newest first. */
  readonly listFor: (viewer: Viewer) => Promise<readonly CallRecord[]>
  /** Whether a device was ever to be told of the call. */
  readonly isToldTo: (callId: CallId, device: DeviceId) => Promise<boolean>
  readonly acknowledge: (device: DeviceId, callIds: readonly CallId[]) => Promise<void>
  /** Forgets ended calls: older ones, ones that every device has acknowledged and are older than the second time. */
  readonly forgetEnded: (beforeMs: number, acknowledgedBeforeMs: number) => Promise<void>
  /** Forgets the oldest ended calls to an account beyond the newest `keep`. */
  readonly forgetBeyond: (callee: Handle, keep: number) => Promise<void>
}

/** Accounts that were taken from their devices. One that is open waits to be registered anew. */
export type ResetTable = {
  /** A code of an earlier reset of the handle is nothing from now on. */
  readonly open: (handle: Handle, codeHash: Sha256, expiresAtMs: number) => Promise<void>
  readonly isOpen: (handle: Handle) => Promise<boolean>
  /** True once, for the right code in time. */
  readonly finish: (handle: Handle, codeHash: Sha256, atMs: number) => Promise<boolean>
  /** All there ever were, with a number that rises with each reset of the handle. */
  readonly list: () => Promise<readonly { readonly handle: Handle; readonly number: number }[]>
}

export type InvitationTable = {
  readonly insert: (codeHash: Sha256, atMs: number) => Promise<void>
  /** True once for each code. */
  readonly use: (codeHash: Sha256, by: Handle, atMs: number) => Promise<boolean>
}

export type DirectoryKey = { readonly host: DirectoryHost; readonly privateKey: string }

export type DirectoryKeyTable = {
  readonly find: () => Promise<DirectoryKey | null>
  readonly insert: (key: DirectoryKey, atMs: number) => Promise<void>
}

export type Tables = {
  readonly accounts: AccountTable
  readonly calls: CallTable
  readonly invitations: InvitationTable
  readonly resets: ResetTable
  readonly directoryKey: DirectoryKeyTable
  readonly relations: RelationTable
  readonly requests: RequestTable
  readonly passes: PassTable
  readonly administration: AdministrationTable
}

/** The tables for whom only reads. */
export type ReadTables = {
  readonly accounts: Pick<AccountTable, 'find' | 'has' | 'findPolicies'>
  readonly calls: Pick<CallTable, 'find' | 'listLive' | 'listLiveOf' | 'countRings' | 'listFor' | 'isToldTo'>
  readonly resets: Pick<ResetTable, 'isOpen' | 'list'>
  readonly directoryKey: Pick<DirectoryKeyTable, 'find'>
  readonly relations: Omit<RelationTable, 'save' | 'spendGrant' | 'forgetOf'>
  readonly requests: Pick<
    RequestTable,
    'find' | 'findPending' | 'listPending' | 'countPending' | 'listSent' | 'listCounts'
  >
  readonly passes: Pick<PassTable, 'find' | 'findByCall' | 'list' | 'countUnused'>
  readonly administration: Pick<AdministrationTable, 'placing' | 'newestChange' | 'listChanges'>
}

/** Where the directory keeps what must survive it. */
export type Store = {
  /**
   * Runs `work` alone and as a whole: nothing else reads or writes meanwhile, works run in the order in which they
   * came, and when it throws nothing of it stays. What it wrote is durable once the promise resolves.
   * `onCommitted` runs after the commit, in the order of the works: so what is in memory follows in the same order.
   * Works may share a commit, so one decides by the tables, and not by memory that another's `onCommitted` changes.
   */
  readonly transact: <T>(work: (tables: Tables) => Promise<T>, onCommitted?: (value: T) => void) => Promise<T>
  /**
   * Reads what is durable, and all at one moment: after every work and read that came before, and perhaps after a work
   * that came later.
   */
  readonly read: <T>(work: (tables: ReadTables) => Promise<T>) => Promise<T>
  /** Another number as soon as another process has written; asked for without waiting. */
  readonly foreignWrites: () => number
  /** After the works that wait already. */
  readonly close: () => Promise<void>
}
