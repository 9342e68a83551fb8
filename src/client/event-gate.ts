import type { DirectoryContract } from '../contract/directory/contract.ts'
import type { RpcClient } from '../contract/rpc/client.ts'

/** More than a directory says between a sign-in and the moment at which it was taken in. */
const MOST_WAITING = 500

export type EventGate = {
  readonly on: RpcClient<DirectoryContract>['on']
  /** Hands over what came meanwhile, in its order; from now on events pass as they come. */
  readonly open: () => void
}

/**
 * Keeps the directory's events back until the sign-in's answer has been taken in. The answer and the events that
 * follow it may arrive in one breath, and a promise's answer is read later than an event that came after it: the
 * offer of a call that rings already would meet a device that has never heard of the call.
 */
export function createEventGate(rpc: Pick<RpcClient<DirectoryContract>, 'on'>): EventGate {
  let waiting: (() => void)[] | null = []
  return {
    on: (name, listener) =>
      rpc.on(name, (payload) => {
        if (waiting === null) return listener(payload)
        if (waiting.length < MOST_WAITING) waiting.push(() => listener(payload))
        return undefined
      }),
    open: () => {
      const came = waiting ?? []
      waiting = null
      for (const tell of came) tell()
    },
  }
}
