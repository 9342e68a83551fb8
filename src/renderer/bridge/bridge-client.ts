import { isZodWithoutEval } from './zod-without-eval.ts'
import { bridgeContract, type BridgeContract } from '../../contract/bridge/contract.ts'
import { BRIDGE_GLOBAL, type PageBridge } from '../../contract/bridge/names.ts'
import type { Clock } from '../../contract/clock.ts'
import { LIMITS } from '../../contract/limits.ts'
import { invariant } from '../../contract/result.ts'
import type { Channel } from '../../contract/rpc/channel.ts'
import { createRpcClient, type RpcClient } from '../../contract/rpc/client.ts'

export type BridgeClient = RpcClient<BridgeContract>

declare global {
  interface Window {
    readonly [BRIDGE_GLOBAL]?: PageBridge
  }
}

/** What the preload exposed, or null where this page does not run in the app. */
export function findPageBridge(): PageBridge | null {
  return window[BRIDGE_GLOBAL] ?? null
}

/** The page's end of the bridge. The channel lives as long as the page does. */
export function createBridgeClient(bridge: PageBridge, clock: Clock): BridgeClient {
  invariant(isZodWithoutEval, 'zod must not use eval')
  return createRpcClient(bridgeContract, createPageChannel(bridge), {
    clock,
    maxFrameChars: LIMITS.snapshotFrameChars,
  })
}

function createPageChannel(bridge: PageBridge): Channel {
  const disposers = new Set<() => void>()
  const onClose = new Set<() => void>()
  let isClosed = false
  return {
    send: (frame) => {
      if (!isClosed) bridge.send(frame)
    },
    onFrame: (listener) => {
      const dispose = bridge.onFrame(listener)
      disposers.add(dispose)
      return () => {
        disposers.delete(dispose)
        dispose()
      }
    },
    onClose: (listener) => {
      if (isClosed) listener()
      else onClose.add(listener)
      return () => void onClose.delete(listener)
    },
    close: () => {
      if (isClosed) return
      isClosed = true
      for (const dispose of disposers) dispose()
      for (const listener of onClose) listener()
    },
  }
}
