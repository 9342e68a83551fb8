import { networkInterfaces } from 'node:os'
import { afterFrames, pathStatistics, watchConnections } from '../support/connection-watch.ts'
import { dial } from '../support/ahoy-person.ts'
import type { TappedFrame } from '../support/directory-tap.ts'
import { expectConnected } from './fixtures/call-proof.ts'
import { ALICE, calmDown, expect } from './fixtures/pair.ts'
import { test } from './fixtures/tapped.ts'

/** A ring of some seconds: looks at the statistics, each after so many frames of the page. */
const LOOKS = 25
const FRAMES_BETWEEN_LOOKS = 8

const isAccept = ({ direction, text }: TappedFrame) =>
  direction === 'up' && text.includes('"procedure":"call.accept"')
const isOffer = ({ text }: TappedFrame) => text.includes('"type":"offer"')
const isCandidate = ({ text }: TappedFrame) => text.includes('"type":"candidate"')

test('RING3 nothing about addresses leaves before Accept, neither in a frame nor as a packet', async ({
  tapped: { tap, host, alice, bob },
}) => {
  const pages = [alice.windows.call.page, bob.windows.call.page]
  await test.step('strangers: nothing is prepared', async () => {
    await Promise.all(pages.map(watchConnections))
    await dial(alice.app, 'bob')
    await expect(bob.windows.ring.caller).toHaveText(ALICE.name)
    await expectQuietRing(pages)
    expect(await pathStatistics(pages[1] ?? bob.windows.call.page)).toMatchObject({ connections: 0 })
    await bob.windows.ring.answerVideo.click()
    await expectConnected(alice, bob)
    expectFramesClean(tap.frames, host)
    await calmDown(alice)
    await calmDown(bob)
  })
  await test.step('people who know each other: the offer passes, and waits for its answer', async () => {
    await Promise.all(pages.map((page) => page.reload()))
    const firstOfRing = tap.frames.length
    await dial(alice.app, 'bob')
    await expect(bob.windows.ring.caller).toHaveText(ALICE.name)
    await expect.poll(() => tap.frames.slice(firstOfRing).filter(isOffer).length).toBe(2)
    await expect.poll(async () => (await pathStatistics(bob.windows.call.page)).connections).toBe(1)
    await expectQuietRing(pages)
    await bob.windows.ring.answerVideo.click()
    await expectConnected(alice, bob)
    expectFramesClean(tap.frames.slice(firstOfRing), host)
    for (const page of pages) expect((await pathStatistics(page)).packets).toBeGreaterThan(0)
  })
})

/** While it rings on, no side has anything to send to, and sends nothing. */
async function expectQuietRing(pages: readonly Parameters<typeof pathStatistics>[0][]): Promise<void> {
  await Promise.all(
    pages.map(async (page) => {
      for (let look = 0; look < LOOKS; look += 1) {
        await afterFrames(page, FRAMES_BETWEEN_LOOKS)
        expect(await pathStatistics(page)).toMatchObject({ pairs: 0, remoteCandidates: 0, packets: 0 })
      }
    }),
  )
}

/** Of one call, from its first frame to after its answer, over both devices' sockets. */
function expectFramesClean(frames: readonly TappedFrame[], host: string): void {
  const acceptedAt = frames.findIndex(isAccept)
  expect(acceptedAt).toBeGreaterThan(0)
  const before = frames.slice(0, acceptedAt)
  for (const frame of before) expect(findLeaks(frame.text, host), frame.text).toEqual([])
  const after = frames.slice(acceptedAt)
  const devices = new Set(after.filter((frame) => frame.direction === 'up').map(({ device }) => device))
  for (const device of devices)
    for (const direction of ['up', 'down'] as const) {
      const passed = after.filter((frame) => frame.device === device && frame.direction === direction)
      expect(passed.filter(isCandidate).length, `candidates ${direction} at ${device}`).toBeGreaterThan(0)
    }
  expect(devices.size).toBe(2)
}

/** The three lines of any offer of Chromium that name nobody, and the directory's own name. */
const HARMLESS = [
  /o=- \d+ \d+ IN IP4 127\.0\.0\.1(?=\\r\\n)/g,
  /c=IN IP4 0\.0\.0\.0(?=\\r\\n)/g,
  /a=rtcp:9 IN IP4 0\.0\.0\.0(?=\\r\\n)/g,
  /a=fingerprint:sha-256 [0-9A-F:]{95}(?=\\r\\n)/g,
]

const REVEALING = [
  /candidate:?[^"]{0,40}/gi,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/g,
  /\bIN IP6 [^\\"]{1,60}/g,
  /\b(?:[0-9a-f]{1,4}:){3,}[0-9a-f:]*/gi,
  /[^"\s]{1,60}\.local\b/gi,
  /\b(?:stuns?|turns?):[^"\\]{0,60}/gi,
]

function findLeaks(text: string, host: string): readonly string[] {
  const rest = HARMLESS.reduce((left, line) => left.replaceAll(line, ''), text).replaceAll(host, '')
  const own = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .filter((address) => rest.includes(address))
  return [...REVEALING.flatMap((pattern) => rest.match(pattern) ?? []), ...own]
}
