import { extname, join, sep } from 'node:path'
import { APP_ORIGIN } from '../../contract/bridge/names.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

export type PageFile = { readonly path: string; readonly type: string }

/** The file that a URL of our own scheme names, always inside `root`; null for everything else. */
export function resolvePageFile(root: string, url: string): PageFile | null {
  if (!url.startsWith(`${APP_ORIGIN}/`)) return null
  const encoded = url.slice(APP_ORIGIN.length + 1).split(/[?#]/, 1)[0] ?? ''
  const name = decode(encoded)
  if (name === null || !/^[A-Za-z0-9._@/-]+$/.test(name)) return null
  const parts = name.split('/')
  if (parts.some((part) => part === '' || part.startsWith('.'))) return null
  const type = TYPES[extname(name)]
  return type === undefined ? null : { path: join(root, parts.join(sep)), type }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
