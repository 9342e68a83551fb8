import { RING_SIZE } from './window-options.ts'

export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const MARGIN = 16

/** The ring window's bounds: top right of a screen's free area, and never beyond its left edge. */
export function decideRingBounds(workArea: Area): Area {
  const x = workArea.x + workArea.width - RING_SIZE.width - MARGIN
  return { ...RING_SIZE, x: Math.max(workArea.x, x), y: workArea.y + MARGIN }
}
