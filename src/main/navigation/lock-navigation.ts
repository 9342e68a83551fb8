import { app, type Event } from 'electron'
import type { Log } from '../../client/ports.ts'
import { roleOfPage } from './app-pages.ts'

/** Keeps every page where it is, whatever runs in it. Call it before any window is made. */
export function lockNavigation(log: Log): void {
  app.on('web-contents-created', (_created, contents) => {
    const stay = (event: Event, url: string) => {
      if (roleOfPage(url) !== null && contents.getURL().split('#', 1)[0] === url.split('#', 1)[0]) return
      event.preventDefault()
      log.warn('a page tried to leave')
    }
    contents.on('will-navigate', (event, url) => stay(event, url))
    contents.on('will-redirect', (event, url) => stay(event, url))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
