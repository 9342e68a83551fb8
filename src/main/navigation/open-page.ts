import { shell } from 'electron'
import type { Log } from '../../client/ports.ts'
import { NAMED_PAGES, type NamedPage } from './named-pages.ts'

/** The one gate to the browser. */
export async function openNamedPage(page: NamedPage, log: Log): Promise<void> {
  try {
    await shell.openExternal(NAMED_PAGES[page])
  } catch {
    log.warn('a page could not be opened in the browser', { page })
  }
}
