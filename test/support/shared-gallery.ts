import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import { type GalleryServer, startGalleryServer } from '../../build/scripts/gallery-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the address of the gallery, which it builds when it is asked for the first time. */
    readonly galleryDoor: string
  }
}

/** One gallery for all files of a run, and none for a run that does not look at it. */
// oxlint-disable-next-line import/no-default-export -- Vitest takes a set-up's default export
export default async function shareGallery(project: TestProject): Promise<() => Promise<void>> {
  let gallery: Promise<GalleryServer> | null = null
  const door = createServer((_request, response) => {
    gallery ??= startGalleryServer()
    gallery.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has such an address
  const { port } = door.address() as AddressInfo
  project.provide('galleryDoor', `http://127.0.0.1:${port}/`)
  return async () => {
    door.closeAllConnections()
    door.close()
    await (await gallery)?.close()
  }
}
