/** Plain names, without a schema, so that the preload can hold its allow-list in a few lines. */

export const WINDOW_ROLES = ['main', 'ring', 'call'] as const
export type WindowRole = (typeof WINDOW_ROLES)[number]

/** The two IPC channels: frames from a page to main, and from main to a page. */
export const BRIDGE_TO_MAIN = 'ahoy:to-main'
export const BRIDGE_TO_PAGE = 'ahoy:to-page'

/** The scheme and host under which the app serves its own pages; `ahoy:` itself is for links. */
export const APP_SCHEME = 'ahoy-app'
export const APP_ORIGIN = `${APP_SCHEME}://app`

/** The name under which the preload exposes `PageBridge` to the page. */
export const BRIDGE_GLOBAL = 'ahoyBridge'

/** What the preload gives to the page: a channel and nothing else. */
export type PageBridge = {
  readonly send: (frame: string) => void
  readonly onFrame: (listener: (frame: string) => void) => () => void
}

/** Which procedures each window may call; main refuses all others as `not-allowed`. */
export const PAGE_PROCEDURES = {
  main: [
    'snapshot.get',
    'setup.startDirectory',
    'setup.join',
    'setup.leave',
    'setup.checkHandle',
    'setup.finish',
    'people.find',
    'people.watch',
    'people.forget',
    'person.setRelation',
    'person.listFollows',
    'policy.set',
    'policy.retry',
    'request.send',
    'request.withdraw',
    'request.answer',
    'pass.make',
    'pass.revoke',
    'book.save',
    'book.remove',
    'book.import',
    'book.export',
    'recents.markSeen',
    'recents.remove',
    'recents.clear',
    'call.dial',
    'call.accept',
    'call.decline',
    'call.hangUp',
    'call.show',
    'recovery.save',
    'recovery.choose',
    'recovery.restore',
    'profile.setDisplayName',
    'settings.set',
    'directory.setReachable',
    'deviceCheck.set',
    'connection.retry',
    'link.open',
    'link.take',
    'link.takeJoin',
  ],
  ring: ['snapshot.get', 'call.accept', 'call.decline'],
  call: [
    'snapshot.get',
    'call.dial',
    'call.accept',
    'call.decline',
    'call.hangUp',
    'call.dismiss',
    'call.setSending',
    'media.get',
    'media.ready',
    'media.send',
    'media.report',
  ],
} as const satisfies Record<WindowRole, readonly string[]>

export type PageProcedureName = (typeof PAGE_PROCEDURES)[WindowRole][number]
