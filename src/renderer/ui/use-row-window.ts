import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { decideRowWindow, decideScrollTo, type RowWindow } from './row-window.ts'

export type RowWindowControl = RowWindow & {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly onScroll: () => void
}

/** Follows a scroller's place and height. `activeRow` is brought onto the screen whenever it changes. */
export function useRowWindow(rowCount: number, activeRow: number | null): RowWindowControl {
  const scroller = useRef<HTMLDivElement | null>(null)
  const [range, setRange] = useState<RowWindow>({ first: 0, end: Math.min(rowCount, 30) })
  const measure = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const next = decideRowWindow({ scrollTop: element.scrollTop, height: element.clientHeight }, rowCount)
    setRange((now) => (now.first === next.first && now.end === next.end ? now : next))
  }, [rowCount])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [measure])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || activeRow === null) return
    const view = { scrollTop: element.scrollTop, height: element.clientHeight }
    element.scrollTop = decideScrollTo(view, activeRow)
    measure()
  }, [activeRow, measure])
  const end = Math.min(range.end, rowCount)
  return { first: Math.min(range.first, end), end, scroller, onScroll: measure }
}
