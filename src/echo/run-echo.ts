import type { Log } from '../client/ports.ts'
import type { StoredAccount } from '../client/stored-records.ts'
import type { Clock } from '../contract/clock.ts'
import { firstChoices } from '../domain/calling-policy.ts'
import { deviceIdOf } from '../domain/signed.ts'
import type { EchoSeat } from './echo-seat.ts'
import { ECHO_HANDLE, ECHO_NAME, scopeOf } from './identity.ts'
import { createLine } from './line.ts'
import { nodeCrypto } from '../node/crypto.ts'
import { createSigner } from '../node/ed25519.ts'
import { createLocalSocket } from './socket.ts'
import { createSwitchboard } from './switchboard.ts'

export type RunningEcho = { readonly close: () => Promise<void> }

/** Signs the echo's devices in, and answers whoever calls. */
export async function runEcho(
  seat: EchoSeat,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<RunningEcho> {
  const switchboard = createSwitchboard()
  const socket = createLocalSocket(clock)
  const lines = seat.privateKeys.map((privateKey) => {
    const signer = createSigner(privateKey)
    const account = accountOf(seat, deviceIdOf(nodeCrypto, signer.publicKey))
    const { offersLoopback } = seat
    return createLine({ clock, socket, log, signer, account, switchboard, offersLoopback })
  })
  for (const line of lines) await line.start()
  return {
    close: async () => {
      await Promise.all(lines.map((line) => line.close()))
    },
  }
}

function accountOf(seat: EchoSeat, device: StoredAccount['device']): StoredAccount {
  const { url, host, publicKey, deviceLists } = seat
  return {
    handle: ECHO_HANDLE,
    displayName: ECHO_NAME,
    device,
    deviceLists,
    directory: { url, host, publicKey, keyId: scopeOf(seat).keyId, tlsKey: null, isHere: false },
    // As the directory has it from the beginning.
    policy: { ...firstChoices('everyone'), revision: 0 },
    isPolicyUploaded: true,
  }
}
