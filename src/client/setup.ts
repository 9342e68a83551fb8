import type { BridgeContract } from '../contract/bridge/contract.ts'
import type { Signer } from '../contract/crypto.ts'
import { fail, ok, type Result } from '../contract/result.ts'
import type { HandlerResult } from '../contract/rpc/server.ts'
import { DeviceListStatement, PolicyStatement } from '../contract/statements.ts'
import { firstChoices } from '../domain/calling-policy.ts'
import { directorySocketUrl, parseDirectoryAddress } from '../domain/directory-address.ts'
import { cleanDisplayName } from '../domain/display-name.ts'
import { looksLikeJoinLink, parseJoinLink } from '../domain/join-link.ts'
import { parseHandle } from '../domain/handle.ts'
import { deviceIdOf, signStatement } from '../domain/signed.ts'
import { type DirectoryLink, type DirectoryTarget, openDirectoryLink } from './directory-link.ts'
import type { Engine } from './engine.ts'
import type { EngineDeps } from './ports.ts'
import type { StoredAccount } from './stored-records.ts'

export type SetupIntents = Pick<
  Engine['intents'],
  'setup.startDirectory' | 'setup.join' | 'setup.leave' | 'setup.checkHandle' | 'setup.finish'
>
type Finish = Parameters<SetupIntents['setup.finish']>[0]
type Finished = HandlerResult<BridgeContract, 'setup.finish'>

export type SetupDeps = EngineDeps & {
  /** Makes the account this device's own; fails where it cannot be stored. */
  readonly adopt: (account: StoredAccount, signer: Signer) => Promise<boolean>
}

type Chosen = { readonly link: DirectoryLink; readonly target: DirectoryTarget; readonly isHere: boolean }

/** The first run: one directory is chosen, a handle is taken there, and a key is made on this device. */
export function createSetup(deps: SetupDeps): SetupIntents {
  let chosen: Chosen | null = null
  let choosing = new AbortController()
  let isStartedHere = false

  const leave = () => {
    choosing.abort()
    choosing = new AbortController()
    chosen?.link.close()
    chosen = null
  }
  const choose = async (target: DirectoryTarget, isHere: boolean) => {
    leave()
    const { signal } = choosing
    const link = await openDirectoryLink(deps, target, signal)
    if (!link.ok) return link
    // The person went back, or chose another one, in the meantime.
    if (signal.aborted) return fail({ kind: 'unreachable' } as const)
    chosen = { link: link.value, target, isHere }
    return ok({ host: link.value.host, registration: link.value.registration })
  }
  /** The directory may have closed an idle connection: it is opened again where the person goes on. */
  const current = async () => {
    if (!chosen) return fail({ kind: 'no-directory' } as const)
    const { target, isHere } = chosen
    const isAlive = await chosen.link.rpc.call('directory.identify', {
      deviceNonce: deps.crypto.randomNonce(),
    })
    if (isAlive.ok) return ok(chosen)
    const before = chosen
    const opening = choose(target, isHere)
    const { signal } = choosing
    const again = await opening
    // Still the one that the person chose: the next try opens it again.
    if (!again.ok && !signal.aborted) chosen = before
    if (!again.ok) return again
    return chosen ? ok(chosen) : fail({ kind: 'no-directory' } as const)
  }

  return {
    'setup.startDirectory': async () => {
      leave()
      const { signal } = choosing
      isStartedHere = true
      const started = await deps.localDirectory.start()
      if (!started.ok) return started
      return signal.aborted
        ? fail({ kind: 'unreachable' })
        : choose({ url: started.value.url, tlsKey: null }, true)
    },
    'setup.join': async ({ address }) => {
      const target = toTarget(address)
      return target.ok ? choose(target.value, false) : target
    },
    'setup.leave': async () => {
      const wasHere = isStartedHere
      isStartedHere = false
      leave()
      if (wasHere) await deps.localDirectory.stop()
      return ok({})
    },
    'setup.checkHandle': async ({ typed }) => {
      const handle = parseHandle(typed)
      if (!handle.ok) return ok({ state: 'invalid', why: handle.error.kind })
      if (!chosen) return fail({ kind: 'no-directory' })
      const checked = await chosen.link.rpc.call('handle.check', { handle: handle.value })
      return checked.ok
        ? ok({ state: checked.value.state, handle: handle.value })
        : fail({ kind: 'unreachable' })
    },
    'setup.finish': async (wanted) => {
      const directory = await current()
      if (!directory.ok) return directory
      const finished = await finish(deps, directory.value, wanted)
      if (finished.ok) {
        isStartedHere = false
        leave()
      }
      return finished
    },
  }
}

/** A join link, or an address as a person types it. */
function toTarget(typed: string): Result<DirectoryTarget, { readonly kind: 'bad-address' }> {
  if (looksLikeJoinLink(typed)) {
    const link = parseJoinLink(typed)
    if (!link.ok) return link
    // Its key vouches for it, so the connection is encrypted also to this very computer.
    return ok({
      url: directorySocketUrl({ ...link.value.address, isLoopback: false }),
      tlsKey: link.value.tlsKey,
    })
  }
  const address = parseDirectoryAddress(typed)
  return address.ok ? ok({ url: directorySocketUrl(address.value), tlsKey: null }) : address
}

async function finish(deps: SetupDeps, { link, target, isHere }: Chosen, wanted: Finish): Promise<Finished> {
  const handle = parseHandle(wanted.handle)
  if (!handle.ok) return fail({ kind: 'bad-handle' })
  const displayName = cleanDisplayName(wanted.displayName)
  if (!displayName) return fail({ kind: 'bad-name' })
  const signer = await ownSigner(deps, wanted.acceptsPlainKey)
  if (!signer.ok) return signer

  const device = deviceIdOf(deps.crypto, signer.value.publicKey)
  const deviceList = signStatement(signer.value, DeviceListStatement, link.scope, {
    handle: handle.value,
    number: 1,
    previous: null,
    devices: [{ id: device, publicKey: signer.value.publicKey, name: deps.deviceName }],
    signedBy: device,
  })
  const policy = { ...firstChoices(wanted.calling), revision: 1 }
  const registered = await link.rpc.call('account.register', {
    handle: handle.value,
    displayName,
    deviceList,
    policy: signStatement(signer.value, PolicyStatement, link.scope, {
      handle: handle.value,
      device,
      policy,
    }),
    invitationCode: wanted.invitationCode,
  })
  if (!registered.ok) return fail({ kind: toFinishFailure(registered.error.kind) })
  const isAdopted = await deps.adopt(
    {
      handle: handle.value,
      displayName,
      device,
      deviceLists: [deviceList],
      directory: { ...target, host: link.host, publicKey: link.publicKey, keyId: link.scope.keyId, isHere },
      policy,
      isPolicyUploaded: false,
    },
    signer.value,
  )
  return isAdopted ? ok({}) : fail({ kind: 'cannot-save' })
}

/** A key that an earlier, unfinished first run made is used, not replaced. */
async function ownSigner({ keyVault }: SetupDeps, acceptsPlainKey: boolean) {
  const known = await keyVault.load()
  if (!known.ok) return fail({ kind: 'cannot-save' } as const)
  if (known.value) return ok(known.value)
  const created = await keyVault.create(acceptsPlainKey)
  if (created.ok) return created
  return fail({
    kind: created.error.kind === 'key-store-consent' ? 'key-store-consent' : 'cannot-save',
  } as const)
}

type FinishFailure = Extract<Finished, { ok: false }>['error']['kind']

function toFinishFailure(
  kind: string,
): Extract<FinishFailure, `handle-${string}` | `invitation-${string}` | 'unreachable'> {
  switch (kind) {
    case 'handle-taken':
    case 'handle-reserved':
    case 'invitation-needed':
    case 'invitation-refused':
      return kind
    default:
      return 'unreachable'
  }
}
