/** Where my own picture sits. */
export type Corner = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right'

export type Point = { readonly x: number; readonly y: number }
export type Size = { readonly width: number; readonly height: number }

/** The corner that is nearest to a point of the window. */
export function decideNearestCorner({ x, y }: Point, { width, height }: Size): Corner {
  const column = x < width / 2 ? 'left' : 'right'
  return y < height / 2 ? `top-${column}` : `bottom-${column}`
}

/** Where an arrow key leads; the same corner where there is nothing further. Null for any other key. */
export function decideCornerByKey(corner: Corner, key: string): Corner | null {
  const isTop = corner.startsWith('top')
  const isLeft = corner.endsWith('left')
  switch (key) {
    case 'ArrowLeft':
      return isTop ? 'top-left' : 'bottom-left'
    case 'ArrowRight':
      return isTop ? 'top-right' : 'bottom-right'
    case 'ArrowUp':
      return isLeft ? 'top-left' : 'top-right'
    case 'ArrowDown':
      return isLeft ? 'bottom-left' : 'bottom-right'
    default:
      return null
  }
}
