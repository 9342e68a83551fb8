import { useEffect, useRef } from 'react'
import type { CallScreen } from './call-screen.ts'

/** M, V and H do what their buttons do, wherever the focus is; never with a modifier, nor while a key is held. */
export function useShortcuts(screen: CallScreen): void {
  const newest = useRef(screen)
  useEffect(() => {
    newest.current = screen
  })
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      decideShortcut(newest.current, event.key)?.()
    }
    window.addEventListener('keydown', handleKey)
    return () => window.removeEventListener('keydown', handleKey)
  }, [])
}

export function decideShortcut(screen: CallScreen, key: string): (() => void) | null {
  if (screen.kind !== 'running') return null
  switch (key.toLowerCase()) {
    case 'm':
      return screen.microphone.toggle
    case 'v':
      return screen.camera.toggle
    case 'h':
      return screen.hangUp
    default:
      return null
  }
}
