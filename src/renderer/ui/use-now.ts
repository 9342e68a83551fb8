import { useCallback, useRef, useSyncExternalStore } from 'react'

/** The time now, told anew every `everyMs`; `null` stops it. For containers: views get `nowMs`. */
export function useNow(everyMs: number | null): number {
  const now = useRef(Date.now())
  const subscribe = useCallback(
    (tell: () => void) => {
      const tick = () => {
        now.current = Date.now()
        tell()
      }
      tick()
      if (everyMs === null) return () => {}
      const timer = setInterval(tick, everyMs)
      return () => clearInterval(timer)
    },
    [everyMs],
  )
  return useSyncExternalStore(subscribe, () => now.current)
}
