import { useMemo } from 'react'
import { encode } from 'uqr'

/** Cells of quiet ground around the code, without which a camera does not find it. */
const BORDER = 3

/** A text for a telephone's camera. Dark on white in either theme: others are not read by every camera. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => drawCode(text), [text])
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-44 rounded-control bg-on-fill fill-on-attention"
    >
      <path d={path} />
    </svg>
  )
}

/** Every dark cell as a square of one path. */
export function drawCode(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: BORDER })
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
  return { size, path: squares.join('') }
}
