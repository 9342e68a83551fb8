import { type RefObject, useEffect, useRef } from 'react'
import { watchLevel } from '../media/level-meter.ts'

/** A fresh connection has the processor for its first picture and words; a level can wait for that. */
const REST_MS = 800

/**
 * Writes the loudness of a stream to the `--level` of an element at each frame, past React. It begins a moment after
 * it was asked for; null where no level is shown.
 */
export function useLevel(
  context: AudioContext | null,
  stream: MediaStream | null,
): RefObject<HTMLSpanElement | null> {
  const ref = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (context === null || stream === null) return undefined
    const write = (level: number): void => {
      for (const ring of ref.current?.children ?? []) {
        if (ring instanceof HTMLElement) ring.style.setProperty('--level', level.toFixed(3))
      }
    }
    let stop = (): void => {}
    const timer = window.setTimeout(() => {
      stop = watchLevel(context, stream, write)
    }, REST_MS)
    return () => {
      window.clearTimeout(timer)
      stop()
    }
  }, [context, stream])
  return ref
}
