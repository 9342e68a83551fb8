import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip'
import { type ReactElement, useState } from 'react'

export type TooltipProps = {
  readonly words: string
  /** The element that it belongs to; gets the triggers' properties. */
  readonly children: ReactElement
  /** Stays when the element is pressed: for a reason why nothing happens. */
  readonly isReason?: boolean
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
}

/** Words on hover and focus. Not announced: name the element itself with `aria-label` or `aria-description`. */
export function Tooltip({ words, children, isReason = false, side = 'top' }: TooltipProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <BaseTooltip.Root
      open={isOpen}
      onOpenChange={(wantsOpen, details) => {
        setIsOpen(isReason && details.reason === 'trigger-press' ? true : wantsOpen)
      }}
    >
      <BaseTooltip.Trigger
        render={children}
        delay={isReason ? 150 : 500}
        {...(isReason ? { closeOnClick: false, onClick: () => setIsOpen(true) } : {})}
      />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner side={side} sideOffset={8} collisionPadding={8} className="z-40">
          <BaseTooltip.Popup className="floats max-w-60 rounded-control bg-raised px-2.5 py-1.5 text-13 text-text shadow-float">
            {words}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  )
}
