import { page } from 'vitest/browser'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../../src/contract/result.ts'
import { callView } from '../../../src/renderer/gallery/snapshots/calls.ts'
import { ordinary } from '../../../src/renderer/gallery/snapshots/everything.ts'
import { person } from '../../../src/renderer/gallery/snapshots/people.ts'
import { DeviceCheckPage } from '../../../src/renderer/main-window/device-check/device-check-page.tsx'
import { MainWindow } from '../../../src/renderer/main-window/main-window.tsx'
import { createBrowserDevices } from '../../../src/renderer/media/browser-devices.ts'
import { synthesizeChime } from '../../../src/renderer/sounds/chime.ts'
import type { CaptureDevices, CaptureFailure, CaptureKind } from '../../../src/renderer/media/ports.ts'
import { watchPlatform } from '../media-support.ts'
import { closeView, inputsOf, renderView } from './render-view.tsx'

const PATIENCE = { timeout: 10_000 }
const title = page.getByRole('heading', { name: 'Check sound and picture' })
const meter = page.getByRole('meter', { name: 'Microphone level' })
const preview = page.getByRole('img', { name: 'Your picture, as in a mirror' })
const settingsTab = page.getByRole('tab', { name: 'Settings' })
const entry = page.getByRole('button', { name: 'Check sound and picture' })

let platform: ReturnType<typeof watchPlatform>
beforeEach(() => {
  platform = watchPlatform()
})
/** Whatever a test did: no device stays open. */
afterEach(() => {
  closeView()
  platform.restore()
  expect(liveTracks()).toBe(0)
})

const liveTracks = () => platform.tracks.filter(({ readyState }) => readyState === 'live').length

const echo = person('echo', 'Echo')
/** Who was called before is one of my people. */
const withEcho = {
  'people.find': () => ok({ matches: [echo], exact: { kind: 'none' as const } }),
}

async function openCheck() {
  const bridge = await renderView(<MainWindow />, ordinary, withEcho)
  await settingsTab.click()
  await entry.click()
  await expect.element(title).toHaveFocus()
  await expect.poll(liveTracks, PATIENCE).toBe(2)
  return bridge
}

describe('CALL7 the device check, with devices', () => {
  it('CALL7 the level moves, the mirrored preview has frames, and main knows that it is open', async () => {
    const bridge = await openCheck()
    expect(inputsOf(bridge, 'deviceCheck.set')).toEqual([{ isOpen: true }])
    const levels = new Set<string | null>()
    await expect
      .poll(() => levels.add(meter.element().getAttribute('aria-valuenow')).size, PATIENCE)
      .toBeGreaterThan(3)
    await expect.element(page.getByText('Ahoy hears you.')).toBeVisible()
    await expect.element(preview).toBeVisible()
    const video = preview.element().querySelector('video')
    await expect.poll(() => video?.getVideoPlaybackQuality().totalVideoFrames, PATIENCE).toBeGreaterThan(5)
    expect(video && getComputedStyle(video).scale).toBe('-1 1')
    await expect.element(page.getByText(platform.tracks[0]?.label ?? 'no label')).toBeVisible()
  })

  it('CALL7 Back stops both devices, tells main, and leads to where it was opened', async () => {
    const bridge = await openCheck()
    await page.getByRole('button', { name: 'Back' }).click()
    await expect.element(entry).toHaveFocus()
    expect(liveTracks()).toBe(0)
    expect(inputsOf(bridge, 'deviceCheck.set')).toEqual([{ isOpen: true }, { isOpen: false }])
  })

  it('CALL7 another tab stops both devices, and Settings comes back without them', async () => {
    await openCheck()
    await page.getByRole('tab', { name: 'People' }).click()
    await expect.poll(liveTracks).toBe(0)
    await settingsTab.click()
    await expect.element(entry).toBeVisible()
    expect(liveTracks()).toBe(0)
  })

  it('CALL7 a window that is hidden has no device open, and opens them again when it is shown', async () => {
    await openCheck()
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    await expect.poll(liveTracks).toBe(0)
    visibility.mockRestore()
    document.dispatchEvent(new Event('visibilitychange'))
    await expect.poll(liveTracks, PATIENCE).toBe(2)
  })

  it('CALL7 a device that opens after the page was left is stopped at once', async () => {
    const late = Promise.withResolvers<null>()
    const real = createBrowserDevices(navigator.mediaDevices)
    const devices: CaptureDevices = {
      ...real,
      open: async (kind) => {
        const opened = await real.open(kind)
        await late.promise
        return opened
      },
    }
    await renderView(<DeviceCheckPage onBack={() => {}} onCallEcho={null} devices={devices} />, ordinary)
    await expect.poll(liveTracks, PATIENCE).toBe(2)
    closeView()
    late.resolve(null)
    await expect.poll(liveTracks).toBe(0)
  })

  it('CALL7 the sound is played once for each press, and says when it is over', async () => {
    await openCheck()
    await page.getByRole('button', { name: 'Play a sound' }).click()
    await expect.element(page.getByRole('button', { name: 'Playing' })).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Play a sound' })).toBeVisible()
  })

  it('CALL7 @echo is one press away; the call that comes of it takes the devices', async () => {
    const bridge = await openCheck()
    await page.getByRole('button', { name: 'Call @echo by video' }).click()
    await expect.poll(() => inputsOf(bridge, 'call.dial')).toEqual([{ to: echo.address, media: 'video' }])
    bridge.set('calls', { calls: [callView({ kind: 'connected', sinceMs: Date.now() })] })
    await expect.poll(liveTracks).toBe(0)
    await expect.element(page.getByText(/You can check once it is over/)).toBeVisible()
    await expect.element(entry).toBeDisabled()
    bridge.set('calls', { calls: [] })
    await expect.element(entry).toBeEnabled()
    expect(liveTracks()).toBe(0)
  })
})

describe('CALL7 the device check, without devices', () => {
  const words = {
    missing: ['No microphone found.', 'No camera found.'],
    refused: ['Ahoy may not use the microphone.', 'Ahoy may not use the camera.'],
    'in-use': ['The microphone did not start.', 'The camera did not start.'],
  } as const satisfies Record<CaptureFailure['kind'], readonly string[]>

  it.each(['missing', 'refused', 'in-use'] as const)(
    'CALL7 both %s: it says so, and what to do',
    async (kind) => {
      const asked: CaptureKind[] = []
      const devices: CaptureDevices = {
        open: async (device) => {
          asked.push(device)
          return fail({ kind })
        },
        onChange: () => () => {},
      }
      await renderView(<DeviceCheckPage onBack={() => {}} onCallEcho={null} devices={devices} />, ordinary)
      for (const what of words[kind]) await expect.element(page.getByText(what)).toBeVisible()
      expect(meter.query()).toBeNull()
      expect(preview.query()).toBeNull()
      expect(asked).toEqual(['microphone', 'camera'])
      await page.getByRole('button', { name: 'Try again' }).last().click()
      await expect.poll(() => asked).toEqual(['microphone', 'camera', 'microphone'])
    },
  )

  it('CALL7 one without the other still shows what there is', async () => {
    const real = createBrowserDevices(navigator.mediaDevices)
    const devices: CaptureDevices = {
      ...real,
      open: async (kind) => (kind === 'microphone' ? fail({ kind: 'missing' }) : real.open(kind)),
    }
    await renderView(<DeviceCheckPage onBack={() => {}} onCallEcho={null} devices={devices} />, ordinary)
    await expect.element(page.getByText('No microphone found.')).toBeVisible()
    await expect.element(preview).toBeVisible()
  })
})

it('CALL7 the chime is heard, never clips, and is silent at both ends', () => {
  const samples = synthesizeChime(48_000)
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  expect(loudest).toBeGreaterThan(0.1)
  expect(loudest).toBeLessThan(0.8)
  expect([Math.abs(samples[0] ?? 1), Math.abs(samples.at(-1) ?? 1)]).toEqual([0, 0])
})
