import { useEffect, useMemo, useState } from 'react'

/** This device's clock in milliseconds, read anew every `everyMs`; `null` stops it. For containers: views get `nowMs`. */
export function useNow(everyMs: number | null): number {
  const [tick, setTick] = useState({ everyMs, atMs: 0 })
  // Read while it is drawn for the first time: a tick at once would draw everything twice.
  const began = useMemo(() => ({ everyMs, atMs: Date.now() }), [everyMs])
  useEffect(() => {
    if (everyMs === null) return undefined
    const timer = setInterval(() => setTick({ everyMs, atMs: Date.now() }), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return tick.atMs > 0 && tick.everyMs === everyMs ? tick.atMs : began.atMs
}
