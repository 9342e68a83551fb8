import { type RefObject, useEffect, useRef } from 'react'
import { watchLevel } from '../media/level-meter.ts'

/** Writes the loudness of a stream to the `--level` of an element at each frame, past React. */
export function useLevel(
  context: AudioContext | null,
  stream: MediaStream | null,
): RefObject<HTMLSpanElement | null> {
  const ref = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (context === null || stream === null) return undefined
    return watchLevel(context, stream, (level) => {
      for (const ring of ref.current?.children ?? []) {
        if (ring instanceof HTMLElement) ring.style.setProperty('--level', level.toFixed(3))
      }
    })
  }, [context, stream])
  return ref
}
