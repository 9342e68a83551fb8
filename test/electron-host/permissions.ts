import type { CdpSession } from './cdp-connection.ts'
import type { PermissionAnswer } from './main-world.ts'
import type { SchemeRegistry } from './scheme.ts'
import type { Session } from './session.ts'

export type Asker = {
  readonly session: Session
  readonly url: string
  readonly contents: object
  readonly frame: object
}

type PermissionName = {
  readonly cdp: string
  readonly electron: string
  readonly mediaType?: 'audio' | 'video'
}

/** What a page may be granted, by the browser's name and by Electron's. */
const names: readonly PermissionName[] = [
  { cdp: 'microphone', electron: 'media', mediaType: 'audio' },
  { cdp: 'camera', electron: 'media', mediaType: 'video' },
  { cdp: 'display-capture', electron: 'display-capture' },
  { cdp: 'notifications', electron: 'notifications' },
  { cdp: 'geolocation', electron: 'geolocation' },
  { cdp: 'midi', electron: 'midi' },
  { cdp: 'clipboard-read', electron: 'clipboard-read' },
  { cdp: 'clipboard-write', electron: 'clipboard-sanitized-write' },
  { cdp: 'idle-detection', electron: 'idle-detection' },
  { cdp: 'local-fonts', electron: 'local-fonts' },
  { cdp: 'window-management', electron: 'window-management' },
  { cdp: 'local-network', electron: 'local-network' },
  { cdp: 'loopback-network', electron: 'loopback-network' },
]

/** The app's handlers decide; the browser is told only what they said. */
export class Permissions {
  readonly #browser: CdpSession
  readonly #schemes: SchemeRegistry
  readonly #granted = new Set<string>()

  constructor(browser: CdpSession, schemes: SchemeRegistry) {
    this.#browser = browser
    this.#schemes = schemes
  }

  /** What the check handler allows now is what a document finds when it starts. */
  async refresh(asker: Asker): Promise<void> {
    await Promise.all(names.map((name) => this.#set(asker, name, this.#check(asker, name))))
  }

  /** What the check handler says to `navigator.permissions.query`; null where the browser may answer itself. */
  query(asker: Asker, cdpName: string): 'granted' | 'denied' | null {
    const name = names.find(({ cdp }) => cdp === cdpName)
    if (name === undefined) return null
    return this.#check(asker, name) ? 'granted' : 'denied'
  }

  async ask(asker: Asker, permission: string, details: object): Promise<PermissionAnswer> {
    const isGranted = await this.#request(asker, permission, details)
    if (!isGranted) return { isGranted }
    if (permission === 'display-capture') return this.#chooseDisplay(asker, details)
    const wanted = 'mediaTypes' in details ? (details.mediaTypes as readonly string[]) : undefined
    const granted = names.filter(
      (name) =>
        name.electron === permission && (wanted === undefined || wanted.includes(name.mediaType ?? '')),
    )
    await Promise.all(granted.map((name) => this.#set(asker, name, true)))
    return { isGranted }
  }

  #check(asker: Asker, name: PermissionName): boolean {
    const { checkHandler } = asker.session
    if (checkHandler === null)
      return name.electron !== 'local-network' && name.electron !== 'loopback-network'
    const origin = `${originOf(asker.url)}/`
    return checkHandler(asker.contents, name.electron, origin, {
      requestingUrl: asker.url,
      securityOrigin: origin,
      isMainFrame: true,
      ...(name.mediaType === undefined ? {} : { mediaType: name.mediaType }),
    })
  }

  #request(asker: Asker, permission: string, details: object): Promise<boolean> {
    const { requestHandler } = asker.session
    if (requestHandler === null) return Promise.resolve(true)
    const media = permission === 'media' ? { securityOrigin: `${originOf(asker.url)}/`, ...details } : {}
    return new Promise((resolve) => {
      requestHandler(asker.contents, permission, resolve, {
        requestingUrl: asker.url,
        isMainFrame: true,
        ...media,
      })
    })
  }

  async #chooseDisplay(asker: Asker, details: object): Promise<PermissionAnswer> {
    const { displayMediaHandler } = asker.session
    if (displayMediaHandler === null) return { isGranted: false, errorName: 'NotSupportedError' }
    const streams = await new Promise<{ video?: unknown } | null>((resolve) => {
      displayMediaHandler({ frame: asker.frame, securityOrigin: originOf(asker.url), ...details }, resolve)
    })
    return streams?.video === undefined ? { isGranted: false } : { isGranted: true }
  }

  async #set(asker: Asker, name: PermissionName, isGranted: boolean): Promise<void> {
    const { origin } = new URL(this.#schemes.toPageUrl(asker.url))
    const key = `${origin} ${name.cdp}`
    // The browser knows origins, not windows, and ends a running track when its origin loses the permission. So a
    // grant stays: each new request is put to the app's handler anyway.
    if (origin === 'null' || this.#granted.has(key)) return
    if (isGranted) this.#granted.add(key)
    await this.#browser.trySend('Browser.setPermission', {
      origin,
      permission: { name: name.cdp },
      setting: isGranted ? 'granted' : 'denied',
    })
  }
}

/** URL's own `origin` is "null" for a scheme that it does not know. */
export function originOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? 'null'
}
