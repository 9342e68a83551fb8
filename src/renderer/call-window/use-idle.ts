import { useEffect, useState } from 'react'

const IDLE_MS = 3_000

/**
 * Whether nobody has moved the pointer or pressed a key for three seconds. Never while something that the keyboard
 * reached is focused, and never for those who asked for reduced motion: what vanishes is hard to find again.
 */
export function useIdle(isWatching: boolean): boolean {
  const [isIdle, setIsIdle] = useState(false)
  useEffect(() => {
    if (!isWatching || matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined
    let timer = 0
    const check = (): void => {
      if (document.activeElement?.matches(':focus-visible')) timer = window.setTimeout(check, IDLE_MS)
      else setIsIdle(true)
    }
    const wake = (): void => {
      window.clearTimeout(timer)
      setIsIdle(false)
      timer = window.setTimeout(check, IDLE_MS)
    }
    const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const
    for (const sign of signs) window.addEventListener(sign, wake)
    wake()
    return () => {
      window.clearTimeout(timer)
      for (const sign of signs) window.removeEventListener(sign, wake)
      setIsIdle(false)
    }
  }, [isWatching])
  return isIdle
}
