import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Recorder } from './record.ts'
import { strictObject } from './strict.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain',
  '.map': 'application/json',
}

/** The main process's requests. Node's own fetch stands for Chromium's, which knows files besides. */
export function createNet(recorder: Recorder, isOnline: () => boolean) {
  return strictObject('net', {
    isOnline,
    get online(): boolean {
      return isOnline()
    },
    async fetch(input: string | Request, init?: RequestInit): Promise<Response> {
      const url = typeof input === 'string' ? input : input.url
      if (url.startsWith('file:')) return fetchFile(url)
      recorder.request({ url, method: init?.method ?? 'GET', resourceType: 'net.fetch', from: 'main' })
      return fetch(input, init)
    },
  })
}

async function fetchFile(url: string): Promise<Response> {
  const path = fileURLToPath(url)
  try {
    const type = types[extname(path).toLowerCase()] ?? 'application/octet-stream'
    return new Response(await readFile(path), { headers: { 'content-type': type } })
  } catch {
    throw new Error('net::ERR_FILE_NOT_FOUND')
  }
}
