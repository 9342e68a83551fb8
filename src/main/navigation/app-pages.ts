import { APP_ORIGIN, WINDOW_ROLES, type WindowRole } from '../../contract/bridge/names.ts'

export const pageUrl = (role: WindowRole): string => `${APP_ORIGIN}/${role}-window/index.html`

/** The role whose page a URL is, exactly: no query, no user, no port. A fragment is the page's own business. */
export function roleOfPage(url: string): WindowRole | null {
  const bare = url.split('#', 1)[0]
  return WINDOW_ROLES.find((role) => pageUrl(role) === bare) ?? null
}
