import { type PointerEvent, type RefObject, useLayoutEffect, useRef } from 'react'
import { type Corner, decideNearestCorner, type Point } from './corner.ts'

/** The pointer must go so far, in pixels, before a press is a drag. */
const SLACK_PX = 4

type Drag = { readonly from: Point; readonly pointerId: number }

export type CornerDrag = {
  readonly ref: RefObject<HTMLButtonElement | null>
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent) => void
    readonly onPointerMove: (event: PointerEvent) => void
    readonly onPointerUp: (event: PointerEvent) => void
    readonly onPointerCancel: () => void
  }
}

/** Lets an element follow the pointer, then glide into the corner that is nearest to where it was let go. */
export function useCornerDrag(corner: Corner, onMove: (corner: Corner) => void): CornerDrag {
  const ref = useRef<HTMLButtonElement>(null)
  const drag = useRef<Drag | null>(null)
  const restingRect = useRef<DOMRect | null>(null)

  // From where it was to where the corner is now: with a drag, from where it was let go.
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const before = restingRect.current
    const after = element.getBoundingClientRect()
    restingRect.current = after
    const mayMove = !matchMedia('(prefers-reduced-motion: reduce)').matches
    if (before && mayMove) glide(element, { x: before.x - after.x, y: before.y - after.y })
  }, [corner])

  const offsetOf = (event: PointerEvent): Point => {
    const { from } = drag.current ?? { from: { x: event.clientX, y: event.clientY } }
    return { x: event.clientX - from.x, y: event.clientY - from.y }
  }
  const letGo = (): void => {
    drag.current = null
    if (ref.current) ref.current.style.translate = ''
  }
  return {
    ref,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return
        drag.current = { from: { x: event.clientX, y: event.clientY }, pointerId: event.pointerId }
        event.currentTarget.setPointerCapture(event.pointerId)
      },
      onPointerMove: (event) => {
        if (!drag.current || !ref.current) return
        const { x, y } = offsetOf(event)
        if (Math.hypot(x, y) >= SLACK_PX) ref.current.style.translate = `${x}px ${y}px`
      },
      onPointerUp: (event) => {
        const element = ref.current
        if (!drag.current || !element) return
        const offset = offsetOf(event)
        const rect = element.getBoundingClientRect()
        letGo()
        if (Math.hypot(offset.x, offset.y) < SLACK_PX) return
        const centre = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
        const next = decideNearestCorner(centre, { width: window.innerWidth, height: window.innerHeight })
        restingRect.current = rect
        if (next === corner) glide(element, offset)
        else onMove(next)
      },
      onPointerCancel: letGo,
    },
  }
}

function glide(element: HTMLElement, from: Point): void {
  if (from.x === 0 && from.y === 0) return
  element.animate([{ translate: `${from.x}px ${from.y}px` }, { translate: '0px 0px' }], {
    duration: 200,
    easing: 'cubic-bezier(0.2, 0, 0, 1)',
  })
}
