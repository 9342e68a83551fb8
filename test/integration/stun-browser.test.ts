import { networkInterfaces } from 'node:os'
import { type Browser, chromium } from '@playwright/test'
import { afterEach, expect, it } from 'vitest'
import { browserFlags } from '../../build/scripts/browser-flags.ts'
import { findBrowser } from '../../build/scripts/find-browser.ts'
import { reachAddresses } from '../../src/directory/reach/own-addresses.ts'
import { openStage } from './directory-stage.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    args: browserFlags(),
    ...(executablePath === null ? {} : { executablePath }),
  })
  ends.push(() => browser.close())
  return browser
}

/** The addresses that a browser learns of itself by asking. It tells its own interfaces by made-up names only. */
const askBrowser = async (browser: Browser, urls: string): Promise<readonly string[]> => {
  const page = await browser.newPage()
  return page.evaluate(async (server) => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls: server }] })
    const learned: string[] = []
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === 'srflx') learned.push(candidate.candidate.split(' ')[4] ?? '')
    })
    connection.createDataChannel('any')
    await connection.setLocalDescription(await connection.createOffer())
    await new Promise<void>((resolve) => {
      const look = () => (connection.iceGatheringState === 'complete' ? resolve() : undefined)
      connection.addEventListener('icegatheringstatechange', look)
      look()
    })
    connection.close()
    return learned
  }, urls)
}

// Chromium asks nobody from loopback, so this needs an address of this computer's own.
it.skipIf(reachAddresses().length === 0)(
  'ID6 Chromium learns under which address it is seen from the directory alone',
  async () => {
    const { directory } = await openStage()
    ends.push(() => directory.close())
    const exposed = await directory.expose({ port: 0 })
    if (!exposed.ok) throw new Error(exposed.error.kind)
    const { addresses, port } = exposed.value
    const browser = await openBrowser()
    const own = Object.values(networkInterfaces()).flatMap((each) =>
      (each ?? []).map(({ address }) => address),
    )
    for (const host of addresses) {
      const learned = await askBrowser(browser, `stun:${host}:${port}`)
      expect(learned.length).toBeGreaterThan(0)
      expect(learned.filter((address) => !own.includes(address))).toEqual([])
    }
  },
)
