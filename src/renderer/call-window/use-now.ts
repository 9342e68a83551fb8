import { useEffect, useMemo, useState } from 'react'

/** The device's clock in milliseconds, new each second while somebody watches it. */
export function useNow(isWatching: boolean): number {
  const [tickedMs, setTickedMs] = useState(0)
  // Read while it is drawn for the first time: a tick at once would draw everything twice.
  const beganMs = useMemo(() => (isWatching ? Date.now() : 0), [isWatching])
  useEffect(() => {
    if (!isWatching) return undefined
    const timer = window.setInterval(() => setTickedMs(Date.now()), 1_000)
    return () => window.clearInterval(timer)
  }, [isWatching])
  return Math.max(tickedMs, beganMs)
}
