/** Whether the main window's page says that it shows the device check. Nothing is open unless it says so. */
export type DeviceCheck = {
  readonly isOpen: () => boolean
  readonly set: (isOpen: boolean) => void
  /** The page that said so is gone; the one after it has to say so itself. */
  readonly handlePageLost: () => void
}

export function createDeviceCheck(): DeviceCheck {
  let isOpen = false
  return {
    isOpen: () => isOpen,
    set: (next) => {
      isOpen = next
    },
    handlePageLost: () => {
      isOpen = false
    },
  }
}
