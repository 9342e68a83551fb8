import type { MediaSession } from '../../contract/bridge/snapshots.ts'
import type { BridgeClient } from '../bridge/bridge-client.ts'
import type { MediaBridge } from './ports.ts'

/** The media's port on the page's bridge. Main answers nothing that the page could act on. */
export function createMediaBridge(client: Pick<BridgeClient, 'call' | 'on'>): MediaBridge {
  return {
    onSession: (listener) => {
      let hasNewer = false
      const dispose = client.on('media.changed', ({ session }) => {
        hasNewer = true
        listener(session)
      })
      const ask = async (): Promise<MediaSession | undefined> => {
        const answer = await client.call('media.get', {})
        return answer.ok ? answer.value.session : undefined
      }
      void ask().then((session) => {
        if (session !== undefined && !hasNewer) listener(session)
      })
      return () => {
        hasNewer = true
        dispose()
      }
    },
    onFrame: (listener) => client.on('media.frame', listener),
    ready: (input) => void client.call('media.ready', input),
    send: (input) => void client.call('media.send', input),
    report: (input) => void client.call('media.report', input),
  }
}
