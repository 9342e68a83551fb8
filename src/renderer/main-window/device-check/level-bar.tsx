import { useEffect, useRef } from 'react'

export type LevelBarProps = {
  readonly label: string
  readonly describedBy: string
  /** Tells the loudness, 0 to 1, as often as it is painted; returns what stops it. */
  readonly onLevel: (listener: (level: number) => void) => () => void
}

/** How loud it is now. It is written past React: it changes at each frame. */
export function LevelBar({ label, describedBy, onLevel }: LevelBarProps) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(
    () =>
      onLevel((level) => {
        ref.current?.style.setProperty('--level', level.toFixed(3))
        ref.current?.setAttribute('aria-valuenow', String(Math.round(level * 100)))
      }),
    [onLevel],
  )
  return (
    <div
      ref={ref}
      role="meter"
      aria-label={label}
      aria-describedby={describedBy}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      className="h-2 overflow-hidden rounded-full bg-line"
    >
      <span className="block size-full origin-left scale-x-(--level,0) rounded-full bg-go" />
    </div>
  )
}
