import { useEffect } from 'react'

/** What still fades out is heard to its end. */
const FADE_MS = 100

/** Stops the page's sound while nothing needs it: a running context keeps threads busy all day. Users resume it. */
export function useAudioRest(context: AudioContext, isNeeded: boolean): void {
  useEffect(() => {
    if (isNeeded) return undefined
    const timer = window.setTimeout(() => {
      // It fails only when the context was closed meanwhile.
      context.suspend().catch(() => {})
    }, FADE_MS)
    return () => window.clearTimeout(timer)
  }, [context, isNeeded])
}
