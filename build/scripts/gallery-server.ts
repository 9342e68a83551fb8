import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { build, preview } from 'vite'
import { projectRoot } from './paths.ts'

/** What the app's own pages are served with; the pages of the gallery have to get along with it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

export type GalleryServer = {
  /** The gallery's page; add a query. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** Builds the gallery into a folder of its own, and serves it on loopback under the app's policy. */
export async function startGalleryServer(): Promise<GalleryServer> {
  const outDir = await mkdtemp(join(tmpdir(), 'ahoy-gallery-'))
  const root = join(projectRoot, 'src', 'renderer')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [react(), tailwindcss()],
    build: {
      outDir,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(root, 'gallery', 'index.html') },
    },
  })
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, headers: { 'Content-Security-Policy': policy } },
  })
  const origin = server.resolvedUrls?.local[0]
  if (origin === undefined) throw new Error('The gallery could not be served on loopback.')
  return {
    url: `${origin}gallery/index.html`,
    close: async () => {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
