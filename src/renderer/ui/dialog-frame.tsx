import { Dialog } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'

export type DialogFrameProps = {
  readonly isOpen: boolean
  /** While something is under way it stays open. */
  readonly isBusy?: boolean
  readonly onClose: () => void
  readonly title: string
  readonly body?: string
  readonly children: ReactNode
}

/** A dialog over the window, with its title and what it is about. Escape and a press beside it close it. */
export function DialogFrame({ isOpen, isBusy = false, onClose, title, body, children }: DialogFrameProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(wantsOpen) => !wantsOpen && !isBusy && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-(--enter-ms) data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Viewport className="fixed inset-0 z-30 grid place-items-center overflow-auto p-4">
          <Dialog.Popup className="floats w-full max-w-90 rounded-card bg-raised p-5 shadow-float outline-none">
            <Dialog.Title className="text-17 font-semibold text-balance">{title}</Dialog.Title>
            {body !== undefined && (
              <Dialog.Description className="mt-1.5 text-13 text-secondary">{body}</Dialog.Description>
            )}
            <div className="mt-4 flex flex-col gap-4">{children}</div>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
