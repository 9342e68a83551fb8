import { useCallback, useEffect, useRef } from 'react'
import { LIMITS } from '../../../contract/limits.ts'
import type { Handle } from '../../../contract/ids.ts'
import { pageClock } from '../../bridge/page-clock.ts'
import { useBridge } from '../../bridge/use-bridge.ts'

/** Scrolling settles for this long before the directory is asked. */
const SETTLE_MS = 150

/** Returns what to tell whose rows are on the screen: their presence is kept fresh from then on. */
export function useWatch(): (handles: readonly Handle[]) => void {
  const { call } = useBridge()
  const cancel = useRef(() => {})
  useEffect(() => () => cancel.current(), [])
  return useCallback(
    (handles) => {
      cancel.current()
      cancel.current = pageClock.setTimer(SETTLE_MS, () => {
        void call('people.watch', { handles: handles.slice(0, LIMITS.watchedPeople) })
      })
    },
    [call],
  )
}
