import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { decideRowWindow, type RowWindow } from './row-window.ts'

/** So many rows are there before anybody has scrolled to them: a list is never empty for a screen reader. */
const FIRST_ROWS = 12

export type PlacedRowWindow = RowWindow & { readonly list: RefObject<HTMLDivElement | null> }

/** Which rows of a list are near the window, wherever the list stands in what scrolls around it. */
export function usePlacedRowWindow(rowCount: number, rowPx: number): PlacedRowWindow {
  const list = useRef<HTMLDivElement | null>(null)
  const [range, setRange] = useState<RowWindow>({ first: 0, end: Math.min(rowCount, FIRST_ROWS) })
  const measure = useCallback(() => {
    if (!list.current) return
    const view = { scrollTop: -list.current.getBoundingClientRect().top, height: window.innerHeight }
    const near = decideRowWindow(view, rowCount, rowPx)
    const next =
      near.first === 0 ? { first: 0, end: Math.max(near.end, Math.min(rowCount, FIRST_ROWS)) } : near
    setRange((now) => (now.first === next.first && now.end === next.end ? now : next))
  }, [rowCount, rowPx])
  useLayoutEffect(() => {
    measure()
    // What is above the list may grow or shrink without a scroll.
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    if (list.current?.parentElement) observer.observe(list.current.parentElement)
    // Scrolling does not bubble; it is caught on its way down.
    document.addEventListener('scroll', measure, { capture: true, passive: true })
    return () => {
      observer.disconnect()
      document.removeEventListener('scroll', measure, { capture: true })
    }
  }, [measure])
  const end = Math.min(range.end, rowCount)
  return { first: Math.min(range.first, end), end, list }
}
