import { Popover } from '@base-ui/react/popover'
import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip'
import { Lock } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { type CallObstacle, NEXT_STEPS } from './call-possibility.ts'

/** The next step as a button, where it can be taken from here. */
export type StepAction = { readonly words: string; readonly onPress: () => void }

export type LockedButtonProps = {
  readonly label: string
  readonly icon: ReactNode
  readonly name: string
  readonly obstacle: CallObstacle
  readonly action: StepAction | null
  /** Another shape than a small round one, with a place for its lock. */
  readonly shape?: { readonly button: string; readonly lock: string }
}

const ROUND = { button: 'size-9 rounded-full', lock: 'right-0.5 bottom-0.5' }

/** Why it can't be, and what to do about it. */
export function wordObstacle(
  t: TFunction,
  obstacle: CallObstacle,
  name: string,
): { readonly reason: string; readonly step: string } {
  return {
    reason: t(`callers.why.${obstacle}`, { name }),
    step: t(`callers.step.${NEXT_STEPS[obstacle]}`),
  }
}

/**
 * A call that is impossible now: it keeps its place and its focus, with a lock. The reason shows on hover and focus;
 * pressed, it stays, with the next step as a button.
 */
export function LockedButton(props: LockedButtonProps) {
  const { label, icon, name, obstacle, action, shape = ROUND } = props
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const [isTipOpen, setIsTipOpen] = useState(false)
  const { reason, step } = wordObstacle(t, obstacle, name)
  const isAsking = NEXT_STEPS[obstacle] === 'ask'
  const button = (
    <button
      type="button"
      {...(shape === ROUND ? { 'aria-label': label } : {})}
      aria-disabled="true"
      aria-description={`${reason} ${step}`}
      data-locked-by={obstacle}
      className={classNames(
        'state-change relative inline-flex shrink-0 items-center justify-center text-secondary hover:bg-press',
        shape.button,
      )}
    >
      {icon}
      {shape !== ROUND && <span className="sr-only">{label}</span>}
      <span className={classNames('absolute rounded-full bg-page p-0.5', shape.lock)} aria-hidden="true">
        <Lock className="size-2.5" strokeWidth={2.75} />
      </span>
    </button>
  )
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <BaseTooltip.Root open={isTipOpen && !isOpen} onOpenChange={setIsTipOpen}>
        <BaseTooltip.Trigger delay={150} render={<Popover.Trigger render={button} />} />
        <BaseTooltip.Portal>
          <BaseTooltip.Positioner sideOffset={8} collisionPadding={8} className="z-40">
            <BaseTooltip.Popup className="floats flex max-w-64 flex-col rounded-control bg-raised px-2.5 py-1.5 text-13 text-text shadow-float">
              <span>{reason}</span>
              <span className="text-secondary">{step}</span>
            </BaseTooltip.Popup>
          </BaseTooltip.Positioner>
        </BaseTooltip.Portal>
      </BaseTooltip.Root>
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={8} collisionPadding={8} className="z-40">
          <Popover.Popup className="floats w-64 rounded-card bg-raised p-3.5 text-text shadow-float outline-none">
            <Popover.Title className="sr-only">{label}</Popover.Title>
            <Popover.Description className="text-13">{reason}</Popover.Description>
            {!(isAsking && action) && <p className="mt-1 text-13 text-secondary">{step}</p>}
            {action && (
              <Button
                look={isAsking ? 'primary' : 'secondary'}
                size="small"
                className="mt-3"
                onClick={() => {
                  setIsOpen(false)
                  action.onPress()
                }}
              >
                {action.words}
              </Button>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
