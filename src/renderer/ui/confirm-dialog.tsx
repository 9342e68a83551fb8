import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

export type ConfirmDialogProps = {
  readonly isOpen: boolean
  readonly title: string
  readonly body: string
  readonly confirm: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that can't be undone. Escape and Cancel leave everything as it is. */
export function ConfirmDialog({ isOpen, title, body, confirm, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation()
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(wantsOpen) => !wantsOpen && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-(--enter-ms) data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <AlertDialog.Viewport className="fixed inset-0 z-30 grid place-items-center overflow-auto p-5">
          <AlertDialog.Popup className="floats w-full max-w-80 rounded-card bg-raised p-5 shadow-float">
            <AlertDialog.Title className="text-17 font-semibold">{title}</AlertDialog.Title>
            <AlertDialog.Description className="mt-2 text-13 text-secondary">{body}</AlertDialog.Description>
            <div className="mt-5 flex justify-end gap-2">
              <AlertDialog.Close render={<Button />}>{t('shared.cancel')}</AlertDialog.Close>
              <Button
                look="stop"
                onClick={() => {
                  onConfirm()
                  onClose()
                }}
              >
                {confirm}
              </Button>
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
