import { useEffect, useState } from 'react'

/** The device's clock in milliseconds, new each second while somebody watches it. */
export function useNow(isWatching: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (!isWatching) return undefined
    setNowMs(Date.now())
    const timer = window.setInterval(() => setNowMs(Date.now()), 1_000)
    return () => window.clearInterval(timer)
  }, [isWatching])
  return nowMs
}
