import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { APP_SCHEME } from '../../contract/bridge/names.ts'
import { roleOfPage } from './app-pages.ts'
import { resolvePageFile } from './page-files.ts'
import { pageHeaders } from './page-headers.ts'

/** Call it before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, corsEnabled: true } },
  ])
}

/** Serves the built pages, and nothing else, under our own scheme. */
export function serveAppPages(root: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const file = request.method === 'GET' ? resolvePageFile(root, request.url) : null
    if (file === null) return notFound()
    try {
      const body = new Uint8Array(await readFile(file.path))
      return new Response(body, { headers: pageHeaders(file.type, roleOfPage(request.url)) })
    } catch {
      return notFound()
    }
  })
}

const notFound = (): Response =>
  new Response('Not found', { status: 404, headers: pageHeaders('text/plain; charset=utf-8', null) })
