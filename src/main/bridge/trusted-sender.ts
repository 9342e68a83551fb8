import type { WindowRole } from '../../contract/bridge/names.ts'
import { roleOfPage } from '../navigation/app-pages.ts'

export type Sender = {
  /** The role of the window that the sender sits in; null for a window that is not ours. */
  readonly role: WindowRole | null
  readonly isMainFrame: boolean
  readonly url: string
}

/** Only the main frame of one of our windows, showing that window's own page, may speak to main. */
export function decideSender(sender: Sender): WindowRole | null {
  if (sender.role === null || !sender.isMainFrame) return null
  return roleOfPage(sender.url) === sender.role ? sender.role : null
}
