import { type RingPassId, RingPassSecret } from '../../contract/call-request.ts'
import type { PassesSnapshot } from '../../contract/bridge/caller-snapshots.ts'
import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { RingPassRecord } from '../../contract/directory/records.ts'
import type { CallId, Handle, Nonce } from '../../contract/ids.ts'
import { LIMITS, TIMES } from '../../contract/limits.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { FailureOf } from '../../contract/rpc/contract.ts'
import { type RingPass, RingPassStatement } from '../../contract/statements.ts'
import type { PresentedPass } from '../../domain/reachability.ts'
import { decidePass, formatPassLink, passIdOf } from '../../domain/ring-pass.ts'
import { signStatement } from '../../domain/signed.ts'
import { type CallContext, ownAddress, scopeOf } from '../calls/call-context.ts'
import type { RecordKeeper, Written } from '../record-keeper.ts'
import type { StoredPass } from '../stored-records.ts'
import { openOwn } from './own-statements.ts'
import { createRetry, pauseAfter } from './retry.ts'

export type MadePass = { readonly passId: RingPassId; readonly link: string }
export type PassRefusal = {
  readonly kind: 'directory-unreachable' | 'too-many-passes' | 'cannot-save'
}

/** The ring passes of this account. The secret of one stays with the device that made it. */
export type Passes = {
  readonly make: (forHandle: Handle | null, validMs: number) => Promise<Result<MadePass, PassRefusal>>
  /** Holds on this device at once. */
  readonly revoke: (passId: RingPassId) => Promise<Written>
  /** What a secret is worth to the caller of this ring; a ring that has used it already may use it still. */
  readonly judge: (secret: RingPassSecret | null, caller: Handle, callId: CallId) => PresentedPass
  readonly spend: (secret: RingPassSecret, caller: Handle, callId: CallId) => Promise<Written>
  readonly snapshot: () => PassesSnapshot
  /** Reads the directory's list again. */
  readonly refresh: () => void
  /** The same, and until it was read this device is behind: another one may have made a pass, or taken one back. */
  readonly handleSignedIn: () => void
  readonly isCaughtUp: () => boolean
  readonly stop: () => void
}

export type PassesDeps = Pick<
  CallContext,
  'account' | 'rpc' | 'log' | 'signer' | 'crypto' | 'clock' | 'directoryNowMs'
> & {
  readonly keeper: RecordKeeper<readonly StoredPass[]>
  readonly onChange: () => void
  readonly onCaughtUp: () => void
}

/** Expired ones are remembered for a while, so that no clock brings a used one back. */
const MEMORY_MS = TIMES.passMs
/** A pass that the directory says was used is good for the ring that used it, which comes with that word. */
const USED_JUST_NOW_MS = TIMES.invitationAgeMs

export function createPasses(deps: PassesDeps): Passes {
  const { keeper, crypto, clock, rpc, log } = deps
  const retry = createRetry(clock)
  let isCaughtUp = true
  const find = (passId: RingPassId) => keeper.get().find((pass) => pass.passId === passId)
  const replace = (passes: readonly StoredPass[]): Promise<Written> => {
    const isWorthKeeping = (pass: StoredPass) => pass.expiresAtMs + MEMORY_MS > clock.nowMs()
    const written = keeper.set(passes.filter(isWorthKeeping))
    deps.onChange()
    return written
  }
  const put = (changed: StoredPass) => {
    const passes = keeper.get()
    const isKnown = find(changed.passId) !== undefined
    return replace(
      isKnown
        ? passes.map((pass) => (pass.passId === changed.passId ? changed : pass))
        : [changed, ...passes],
    )
  }

  const isUnused = ({ state, spentOn }: StoredPass, callId: CallId): boolean => {
    if (state.kind === 'revoked') return false
    if (spentOn !== null) return spentOn === callId
    return state.kind === 'unused' || deps.directoryNowMs() - state.atMs < USED_JUST_NOW_MS
  }
  const tellRevoked = async (passId: RingPassId) => {
    const told = await rpc()?.call('pass.revoke', { passId })
    const pass = find(passId)
    if (told?.ok && pass) void put({ ...pass, isRevokeDue: false })
  }
  /** The directory's list: passes of my other devices, and what became of mine. What was settled here stays so. */
  const take = ({ statement, state }: RingPassRecord) => {
    const pass = openOwn(deps, RingPassStatement, statement)
    if (!pass) return
    const { passId, forHandle, expiresAtMs } = pass
    const mine = find(passId)
    const stays = mine?.state.kind === 'revoked' || (mine?.state.kind === 'used' && state.kind === 'unused')
    void put({
      ...(mine ?? { passId, secret: null, spentOn: null, isRevokeDue: false }),
      forHandle,
      expiresAtMs,
      state: stays ? mine.state : state,
    })
  }
  const refresh = async () => {
    for (const { passId, isRevokeDue } of keeper.get()) if (isRevokeDue) void tellRevoked(passId)
    const client = rpc()
    const told = await client?.call('pass.list', {})
    // On a lost link the next sign-in asks again.
    if (!client || rpc() !== client || !told) return
    if (!told.ok) return retry.after(pauseAfter(told.error), () => void refresh())
    told.value.passes.toReversed().forEach(take)
    isCaughtUp = true
    deps.onCaughtUp()
  }

  return {
    make: async (forHandle, validMs) => {
      const client = rpc()
      if (!client) return fail({ kind: 'directory-unreachable' })
      const secret = secretFrom(crypto.randomNonce())
      const passId = passIdOf(crypto, secret)
      const { handle, device } = deps.account()
      const expiresAtMs = deps.directoryNowMs() + Math.min(validMs, TIMES.passMs)
      const body = { handle, device, passId, forHandle, expiresAtMs }
      const statement = signStatement(deps.signer, RingPassStatement, scopeOf(deps.account()), body)
      const made = await client.call('pass.make', { statement })
      if (!made.ok) {
        log.warn('a ring pass was not made', { kind: made.error.kind })
        return fail({ kind: toPassRefusal(made.error.kind) })
      }
      const stored = { passId, forHandle, expiresAtMs, secret, spentOn: null, isRevokeDue: false }
      const written = await put({ ...stored, state: { kind: 'unused' } })
      return written.ok ? ok({ passId, link: formatPassLink(ownAddress(deps.account()), secret) }) : written
    },
    revoke: async (passId) => {
      const pass = find(passId)
      if (!pass || pass.state.kind !== 'unused') return ok(null)
      const written = put({ ...pass, state: { kind: 'revoked' }, isRevokeDue: true })
      void tellRevoked(passId)
      return written
    },
    judge: (secret, caller, callId) => {
      const known = secret === null ? undefined : find(passIdOf(crypto, secret))
      const facts = known ? { pass: toRingPass(deps, known), isUnused: isUnused(known, callId) } : null
      return decidePass(secret, facts, caller, deps.directoryNowMs())
    },
    spend: async (secret, caller, callId) => {
      const pass = find(passIdOf(crypto, secret))
      if (!pass || pass.spentOn !== null) return ok(null)
      return put({
        ...pass,
        spentOn: callId,
        state: { kind: 'used', by: caller, atMs: deps.directoryNowMs() },
      })
    },
    snapshot: () => {
      const nowMs = deps.directoryNowMs()
      const offsetMs = clock.nowMs() - nowMs
      const toLocal = (atMs: number) => Math.max(0, atMs + offsetMs)
      const address = ownAddress(deps.account())
      const passes = keeper.get().filter(({ expiresAtMs }) => expiresAtMs > nowMs)
      return {
        passes: passes
          .slice(0, LIMITS.passesPerAccount)
          .map(({ passId, forHandle, expiresAtMs, state, secret }) => ({
            passId,
            forHandle,
            expiresAtMs: toLocal(expiresAtMs),
            state: state.kind === 'used' ? { ...state, atMs: toLocal(state.atMs) } : state,
            link: secret === null ? null : formatPassLink(address, secret),
          })),
      }
    },
    refresh: () => void refresh(),
    handleSignedIn: () => {
      isCaughtUp = false
      void refresh()
    },
    isCaughtUp: () => isCaughtUp,
    stop: retry.stop,
  }
}

const toRingPass = (
  { account }: Pick<CallContext, 'account'>,
  { passId, forHandle, expiresAtMs }: StoredPass,
): RingPass => ({ handle: account().handle, device: account().device, passId, forHandle, expiresAtMs })

function toPassRefusal(kind: FailureOf<DirectoryContract, 'pass.make'>['kind']): PassRefusal['kind'] {
  return kind === 'too-many-passes' ? kind : 'directory-unreachable'
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const SECRET_BYTES = 16

/** 16 of the 32 random bytes, in base64url. */
export function secretFrom(nonce: Nonce): RingPassSecret {
  const bits = Array.from({ length: SECRET_BYTES }, (_, at) =>
    Number.parseInt(nonce.slice(at * 2, at * 2 + 2), 16)
      .toString(2)
      .padStart(8, '0'),
  ).join('')
  const sextets = bits.match(/.{1,6}/g) ?? []
  return RingPassSecret.parse(
    sextets.map((sextet) => ALPHABET[Number.parseInt(sextet.padEnd(6, '0'), 2)]).join(''),
  )
}
