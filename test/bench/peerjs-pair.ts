import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { WebSocketServer } from 'ws'
import { findBrowser } from '../../build/scripts/find-browser.ts'
import { projectRoot } from '../../build/scripts/paths.ts'
import { type Chromium, startChromium } from '../electron-host/chromium.ts'
import { RING_MS } from './ahoy-pair.ts'
import { openDelayProxy } from './delay-proxy.ts'
import { arm, type CallRow, pressedAt, recorded, recordPage, toRow } from './page-recorder.ts'
import { installPage, PAGE_HTML } from './peerjs-page.ts'
import type { PeerFacts } from './serve-peer.ts'
import { startServerProcess } from './server-process.ts'

export type PeerJsPair = {
  readonly call: (way: 'peerjs' | 'new-peer', roundTripMs: number) => Promise<CallRow>
  readonly callAbsent: () => Promise<number>
  readonly close: () => Promise<void>
}

const CALLER = 'caller'
const CALLEE = 'callee'

/** Two browsers with one plain page each, a PeerServer in a process of its own, and a relay, behind proxies. */
export async function openPeerJsPair(browserFlags: readonly string[]): Promise<PeerJsPair> {
  const [peerProxy, relayProxy] = await Promise.all([openDelayProxy(), openDelayProxy()])
  const server = await startServerProcess<PeerFacts>('./serve-peer.ts', {})
  peerProxy.forwardTo(server.facts.port)
  const relay = await openRelay()
  relayProxy.forwardTo(relay.port)
  const files = await serveFiles()
  const closers: (() => Promise<void> | void)[] = [
    server.stop,
    relay.close,
    files.close,
    peerProxy.close,
    relayProxy.close,
  ]
  const close = async () => {
    for (const end of closers.splice(0).toReversed()) await end()
  }
  const open = async (id: string) => {
    const opened = await openPage(`http://127.0.0.1:${files.port}/`, browserFlags)
    closers.push(opened.close)
    const setup = { id, peerPort: peerProxy.port, relayPort: relayProxy.port }
    await opened.page.evaluate(installPage, setup)
    await opened.page.evaluate(() => window.benchPage.openPeer())
    return opened.page
  }
  const setRoundTrip = (roundTripMs: number) => {
    for (const proxy of [peerProxy, relayProxy]) proxy.setRoundTrip(roundTripMs)
  }
  try {
    const caller = await open(CALLER)
    const callee = await open(CALLEE)
    return {
      call: async (way, roundTripMs) => {
        setRoundTrip(roundTripMs)
        const row = await callOnce(caller, callee, way, roundTripMs)
        setRoundTrip(0)
        return row
      },
      callAbsent: () => caller.evaluate(() => window.benchPage.callAbsent('nobody-has-this-id')),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function callOnce(caller: Page, callee: Page, way: 'peerjs' | 'new-peer', roundTripMs: number) {
  if (way === 'peerjs') {
    await caller.evaluate((to) => window.benchPage.place(to), CALLEE)
  } else {
    await callee.evaluate(() => window.benchPage.ringNew())
    await caller.evaluate((to) => window.benchPage.placeNew(to), CALLEE)
  }
  const button = callee.getByRole('button', { name: 'Answer' })
  await button.waitFor()
  await new Promise((resolve) => setTimeout(resolve, RING_MS))
  for (const page of [caller, callee]) await arm(page)
  await button.click()
  const acceptedAtMs = await pressedAt(callee)
  const [atCaller, atCallee] = await Promise.all([recorded(caller), recorded(callee)])
  for (const page of [caller, callee]) await page.evaluate(() => window.benchPage.hangUp())
  return toRow(way, roundTripMs, acceptedAtMs, { caller: atCaller, callee: atCallee })
}

/** The same browser with the same flags as the stand-in starts for the app. */
async function openPage(url: string, browserFlags: readonly string[]) {
  const profileDir = mkdtempSync(join(tmpdir(), 'ahoy-bench-peerjs-'))
  const process: Chromium = await startChromium({
    browserPath: findBrowser() ?? undefined,
    profileDir,
    isHeaded: false,
    hasFakeDevices: true,
    extraFlags: browserFlags,
  })
  const browser: Browser = await chromium.connectOverCDP(process.cdpUrl)
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error('the browser has no page')
  await recordPage(page)
  await page.goto(url)
  return {
    page,
    close: async () => {
      await browser.close().catch(() => {})
      await process.close()
      rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The page and the library. A page from loopback may open sockets to loopback without being asked. */
async function serveFiles() {
  const library = readFileSync(join(projectRoot, 'node_modules', 'peerjs', 'dist', 'peerjs.min.js'))
  const server = createServer(({ url }, response) => {
    if (url === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE_HTML)
    if (url === '/peerjs.min.js')
      return response.writeHead(200, { 'content-type': 'text/javascript' }).end(library)
    return response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() }
}

/** Hands each page's words to the other. */
async function openRelay() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket) => {
    socket.on('error', () => {})
    socket.on('message', (data) => {
      for (const other of server.clients) if (other !== socket) other.send(data, { binary: false })
    })
  })
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}
