import { createContext, useCallback, useContext, useEffect, useRef, useSyncExternalStore } from 'react'
import type { BridgeContract } from '../../contract/bridge/contract.ts'
import type { AllSnapshots } from '../../contract/bridge/snapshots.ts'
import { invariant } from '../../contract/result.ts'
import type { EventName, PayloadOf } from '../../contract/rpc/contract.ts'
import type { BridgeClient } from './bridge-client.ts'
import type { Topic, TopicStore } from './topic-store.ts'

export type Bridge = {
  /** One procedure, one answer; never rejects. */
  readonly call: BridgeClient['call']
  readonly on: BridgeClient['on']
  readonly topics: TopicStore
}

export const BridgeContext = createContext<Bridge | null>(null)

/** For containers only: views get snapshots and actions. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext)
  invariant(bridge, 'a BridgeContext is above every container')
  return bridge
}

/** The newest snapshot of a topic. `startWindow` renders nothing before the first one is there. */
export function useTopic<T extends Topic>(topic: T): AllSnapshots[T] {
  const { topics } = useBridge()
  const subscribe = useCallback((listener: () => void) => topics.subscribe(topic, listener), [topics, topic])
  return useSyncExternalStore(subscribe, () => topics.get(topic))
}

/** Calls the newest `listener` at each event, from the first paint until the component goes. */
export function useBridgeEvent<N extends EventName<BridgeContract>>(
  name: N,
  listener: (payload: PayloadOf<BridgeContract, N>) => void,
): void {
  const { on } = useBridge()
  const newest = useRef(listener)
  useEffect(() => {
    newest.current = listener
  })
  useEffect(() => on(name, (payload) => newest.current(payload)), [on, name])
}
