import type { BookSnapshot } from '../contract/bridge/book.ts'
import type { PassesSnapshot, RequestsSnapshot } from '../contract/bridge/caller-snapshots.ts'
import type { BridgeContract } from '../contract/bridge/contract.ts'
import type {
  AppSnapshot,
  CallsSnapshot,
  ConnectionSnapshot,
  MediaSession,
  MeSnapshot,
  PeopleSnapshot,
  RecentsSnapshot,
} from '../contract/bridge/snapshots.ts'
import type { Signer } from '../contract/crypto.ts'
import type { CallId } from '../contract/ids.ts'
import type { OutputOf, ParsedInputOf, ProcedureName } from '../contract/rpc/contract.ts'
import type { HandlerResult } from '../contract/rpc/server.ts'
import type { SignalFrame } from '../contract/signal-frame.ts'
import type { StoredAccount } from './stored-records.ts'

/** What the engine knows, by topic; each change is a whole new value. */
export type EngineTopics = {
  readonly phase: AppSnapshot['phase']
  readonly me: MeSnapshot
  readonly connection: ConnectionSnapshot
  readonly people: PeopleSnapshot
  readonly book: BookSnapshot
  readonly requests: RequestsSnapshot
  readonly passes: PassesSnapshot
  readonly recents: RecentsSnapshot
  readonly calls: CallsSnapshot
  readonly media: MediaSession
}
export type EngineTopic = keyof EngineTopics

type Intent<N extends ProcedureName<BridgeContract>> = (
  input: ParsedInputOf<BridgeContract, N>,
) => Promise<HandlerResult<BridgeContract, N>>

/** The bridge's procedures that the engine answers itself; main answers the others. */
export type EngineProcedure = Exclude<
  ProcedureName<BridgeContract>,
  | 'snapshot.get'
  | 'settings.set'
  | 'directory.setReachable'
  | 'deviceCheck.set'
  | 'link.open'
  | 'link.take'
  | 'link.takeJoin'
  | 'call.show'
  | 'media.get'
  | 'book.export'
  | `recovery.${string}`
>

/** The calling engine of one device. Platform-free: all that is outside comes in through `EngineDeps`. */
export type Engine = {
  /** Reads what is stored, and connects where there is an account. */
  readonly start: () => Promise<void>
  readonly get: <T extends EngineTopic>(topic: T) => EngineTopics[T]
  /** Called on each change of the topic; returns the disposer. */
  readonly on: <T extends EngineTopic>(topic: T, listener: (value: EngineTopics[T]) => void) => () => void
  /** Frames for the call page, in order, of the current media session only. */
  readonly onMediaFrame: (
    listener: (frame: {
      readonly callId: CallId
      readonly attempt: number
      readonly frame: SignalFrame
    }) => void,
  ) => () => void
  /** This device's account as it is stored; null before there is one. */
  readonly account: () => StoredAccount | null
  /** Makes a restored account this device's own and connects. False where it has one already, or cannot store it. */
  readonly adopt: (account: StoredAccount, signer: Signer) => Promise<boolean>
  readonly intents: { readonly [N in EngineProcedure]: Intent<N> }
  /** The call page crashed, or was loaded anew: its connection is gone, and the call gets a fresh one. */
  readonly handleMediaPageLost: () => void
  /** The computer slept or changed its network: the session checks its link now. */
  readonly handleWake: () => void
  /** Ends what rings or runs, and leaves nothing behind. */
  readonly stop: () => Promise<void>
}

export type EngineOutput<N extends EngineProcedure> = OutputOf<BridgeContract, N>
