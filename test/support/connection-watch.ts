import type { Page } from '@playwright/test'

type PathStatistics = {
  /** Those with a description of their own: PeerJS also makes one to see what the browser can do. */
  readonly connections: number
  readonly pairs: number
  readonly remoteCandidates: number
  readonly packets: number
}

declare global {
  interface Window {
    /** Every peer connection that the page made since it was watched. */
    watchedConnections?: RTCPeerConnection[]
  }
}

/** Keeps hold of every peer connection that the page makes. Loads the page anew: only while no call runs. */
export async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made: RTCPeerConnection[] = []
    window.watchedConnections = made
    const Real = RTCPeerConnection
    window.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        made.push(this)
      }
    }
  })
  await page.reload()
  await page.waitForFunction(() => window.ahoyCallStatistics !== undefined)
}

/** What the browser itself says of paths to the other side, summed over all connections of the page. */
export const pathStatistics = (page: Page): Promise<PathStatistics> =>
  page.evaluate(async () => {
    const sum = { connections: 0, pairs: 0, remoteCandidates: 0, packets: 0 }
    const numberOf = (value: unknown) => (typeof value === 'number' ? value : 0)
    for (const connection of window.watchedConnections ?? []) {
      if (connection.localDescription) sum.connections += 1
      const entries: Record<string, unknown>[] = []
      const report = await connection.getStats()
      report.forEach((entry: Record<string, unknown>) => entries.push(entry))
      for (const entry of entries) {
        if (entry['type'] === 'remote-candidate') sum.remoteCandidates += 1
        if (entry['type'] === 'candidate-pair') {
          sum.pairs += 1
          sum.packets += numberOf(entry['packetsSent']) + numberOf(entry['requestsSent'])
        }
        if (entry['type'] === 'transport')
          sum.packets += numberOf(entry['packetsSent']) + numberOf(entry['packetsReceived'])
      }
    }
    return sum
  })

/** The addresses and names under which the page's connections say they can be reached. */
export const ownAddresses = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const lines = (window.watchedConnections ?? []).flatMap(
      ({ localDescription }) => localDescription?.sdp.match(/^a=candidate:.* udp .* typ host/gm) ?? [],
    )
    return [...new Set(lines.map((line) => line.split(' ')[4] ?? ''))]
  })

/** Lets the page paint so many times, so that what was going to happen there has had its chance. */
export const afterFrames = (page: Page, count: number): Promise<void> =>
  page.evaluate(async (frames) => {
    for (let done = 0; done < frames; done += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  }, count)
