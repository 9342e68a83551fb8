import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ok } from '../../src/contract/result.ts'
import type { CallView } from '../../src/contract/bridge/snapshots.ts'
import { BridgeContext } from '../../src/renderer/bridge/use-bridge.ts'
import { CallWindow } from '../../src/renderer/call-window/call-window.tsx'
import { createFakeBridge, type FakeBridge } from '../../src/renderer/gallery/fake-bridge.ts'
import { createFakePicture, type FakePicture } from '../../src/renderer/gallery/fake-picture.ts'
import { callOf } from '../../src/renderer/gallery/snapshots/call.ts'
import { ordinary } from '../../src/renderer/gallery/snapshots/everything.ts'
import { createI18n, type Language } from '../../src/renderer/i18n/create-i18n.ts'
import { createMediaBridge } from '../../src/renderer/media/bridge-port.ts'
import { type MediaView, NO_MEDIA } from '../../src/renderer/media/media-view.ts'
import { createSnapshotStore } from '../../src/renderer/stores/snapshot-store.ts'
import { Providers } from '../../src/renderer/ui/providers.tsx'
import '../../src/renderer/ui/base.css'

let root: Root
let container: HTMLElement
let audioContext: AudioContext
let bridge: FakeBridge
let ringback = { started: 0, stopped: 0 }
const pictures: FakePicture[] = []

beforeEach(async () => {
  await page.viewport(960, 600)
  ringback = { started: 0, stopped: 0 }
  audioContext = new AudioContext()
  container = document.createElement('div')
  container.style.height = '600px'
  document.body.append(container)
  root = createRoot(container)
})

afterEach(async () => {
  root.unmount()
  container.remove()
  await audioContext.close()
  for (const fake of pictures.splice(0)) fake.stop()
})

function picture(): HTMLVideoElement {
  const fake = createFakePicture('dusk')
  pictures.push(fake)
  return fake.picture
}

async function open(call: CallView | null, media: Partial<MediaView> = {}, language: Language = 'en') {
  const store = createSnapshotStore<MediaView>({ ...NO_MEDIA, ...media })
  bridge = createFakeBridge({ ...ordinary, calls: { calls: call ? [call] : [] } })
  await bridge.topics.load()
  const startRingback = () => {
    ringback.started += 1
    return () => {
      ringback.stopped += 1
    }
  }
  root.render(
    <Providers i18n={createI18n(language)}>
      <BridgeContext value={bridge}>
        <CallWindow media={store} audioContext={audioContext} startRingback={startRingback} />
      </BridgeContext>
    </Providers>,
  )
  return store
}

const tell = (call: CallView) => bridge.set('calls', { calls: [call] })
const asked = (name: string) => bridge.calls.filter((call) => call.name === name).map(({ input }) => input)

describe('the call window', () => {
  it('CALL1 shows nothing while there is no call', async () => {
    await open(null)
    await expect.poll(() => container.querySelector('.always-dark')).not.toBe(null)
    expect(container.textContent).toBe('')
    expect(container.querySelector('button')).toBe(null)
  })

  it('CALL3 its buttons and keys mute, switch the camera and hang up', async () => {
    const { callId } = callOf({})
    await open(callOf({}))
    await page.getByRole('button', { name: 'Mute' }).click()
    await page.getByRole('button', { name: 'Camera off' }).click()
    await userEvent.keyboard('m')
    await userEvent.keyboard('v')
    expect(asked('call.setSending')).toEqual([
      { callId, microphone: false, camera: true },
      { callId, microphone: true, camera: false },
      { callId, microphone: false, camera: true },
      { callId, microphone: true, camera: false },
    ])
    await page.getByRole('button', { name: 'Hang up' }).click()
    expect(asked('call.hangUp')).toEqual([{ callId }])
  })

  it('CALL3 a muted microphone is a button to unmute it', async () => {
    await open(callOf({ microphone: 'off' }))
    await expect.element(page.getByRole('button', { name: 'Unmute' })).toBeVisible()
  })

  it('TRUST2 the six emoji are named, and a popover says how to compare; Escape leaves it', async () => {
    const peer = { ...callOf({}).peer, isFirstContact: true }
    await open(callOf({ peer }))
    const label = 'Safety emoji: dog, rocket, pizza, anchor, tree, heart'
    await page.getByRole('button', { name: label }).click()
    await expect.element(page.getByRole('dialog').getByText(/Read the six aloud/)).toBeVisible()
    await expect.element(page.getByRole('dialog').getByText(/This is your first contact/)).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: label })).toHaveFocus()
  })

  it('CALL1 no microphone: a bar says what to do, and can be put away', async () => {
    await open(callOf({ microphone: 'missing' }))
    await expect.element(page.getByText('No microphone found.')).toBeVisible()
    await page.getByRole('button', { name: 'Try again', exact: true }).click()
    expect(asked('call.setSending')).toHaveLength(2)
    await page.getByRole('button', { name: 'Go on without' }).click()
    await expect.element(page.getByText('No microphone found.')).not.toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: 'Try the microphone again' })).toBeVisible()
  })

  it('CALL1 the ringback tone sounds while it rings and no longer', async () => {
    await open(callOf({ phase: { kind: 'dialing' } }))
    await expect.element(page.getByText('Calling…').first()).toBeVisible()
    expect(ringback.started).toBe(0)
    tell(callOf({ phase: { kind: 'ringing-out', sinceMs: 0 } }))
    await expect.poll(() => ringback).toEqual({ started: 1, stopped: 0 })
    tell(callOf({ phase: { kind: 'connecting' } }))
    await expect.poll(() => ringback).toEqual({ started: 1, stopped: 1 })
  })

  it('CALL1 shows both pictures, mine as in a mirror, and speaks the changes', async () => {
    await open(callOf({}), { ownPicture: picture(), remotePicture: picture(), hasRemotePicture: true })
    await expect.poll(() => container.querySelectorAll('video').length).toBe(2)
    await expect
      .poll(() => [...container.querySelectorAll('video')].map((video) => video.videoWidth))
      .toEqual([1280, 1280])
    expect([...container.querySelectorAll('video')].every((video) => video.muted)).toBe(true)
    tell(callOf({ remote: { microphone: false, camera: true } }))
    const said = () => container.querySelector('[role=status]')?.textContent ?? ''
    await expect.poll(said).toContain('switched the microphone off')
  })

  it('CALL1 a call that rings in is drawn ahead, out of reach, and taking it draws nothing anew', async () => {
    const ringing = { direction: 'incoming', microphone: 'off', camera: 'off' } as const
    const phase = { kind: 'ringing-in', sinceMs: 0, rule: 'everyone' } as const
    await open(callOf({ ...ringing, phase, safetyEmoji: null }))
    await expect.poll(() => container.querySelector('[inert] main')).not.toBe(null)
    const main = container.querySelector('main')
    const hangUp = container.querySelector('[aria-label^="Hang up"]')
    expect(hangUp).not.toBe(null)
    await userEvent.keyboard('h')
    expect(asked('call.hangUp')).toEqual([])
    tell(callOf({ ...ringing, phase: { kind: 'connecting' }, microphone: 'opening', safetyEmoji: null }))
    await expect.poll(() => container.querySelector('[inert]')).toBe(null)
    expect(container.querySelector('main')).toBe(main)
    expect(container.querySelector('[aria-label^="Hang up"]')).toBe(hangUp)
    await page.getByRole('button', { name: 'Hang up' }).click()
    expect(asked('call.hangUp')).toEqual([{ callId: callOf({}).callId }])
  })

  it('CALL1 my picture moves from the ground to its corner without beginning anew', async () => {
    const own = picture()
    const ringingOut = callOf({ direction: 'outgoing', phase: { kind: 'ringing-out', sinceMs: 0 } })
    const store = await open(ringingOut, { ownPicture: own })
    await expect.poll(() => own.closest('.call-ground')).not.toBe(null)
    await expect.poll(() => own.videoWidth).toBe(1280)
    let begun = 0
    own.addEventListener('emptied', () => (begun += 1))
    tell(callOf({ direction: 'outgoing' }))
    store.set({ ...store.get(), remotePicture: picture(), hasRemotePicture: true })
    await expect.poll(() => own.closest('.call-own-tile')).not.toBe(null)
    expect(own.paused).toBe(false)
    expect(begun).toBe(0)
  })

  it('CALL3 my own picture is dragged to a corner, and moved with the arrow keys', async () => {
    await open(callOf({}), { ownPicture: picture(), remotePicture: picture(), hasRemotePicture: true })
    const tile = page.getByRole('button', { name: /Your picture/ })
    await expect.element(tile).toHaveAccessibleName(/bottom right/)
    const at = (type: string, x: number, y: number) =>
      tile
        .element()
        .dispatchEvent(
          new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, clientX: x, clientY: y }),
        )
    // A made-up pointer cannot be captured.
    tile.element().setPointerCapture = () => {}
    at('pointerdown', 850, 530)
    at('pointermove', 300, 200)
    at('pointerup', 120, 130)
    await expect.element(tile).toHaveAccessibleName(/left/)
    const element = tile.element()
    if (!(element instanceof HTMLElement)) throw new Error('no tile')
    element.focus()
    await userEvent.keyboard('{ArrowRight}')
    await expect.element(tile).toHaveAccessibleName(/right/)
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(tile).toHaveAccessibleName(/bottom right/)
  })

  it('CALL1 an ended call says why, can be called again and closed', async () => {
    const call = callOf({ phase: { kind: 'ended', reason: 'no-answer', by: 'nobody', durationMs: 0 } })
    await open(call)
    await expect.element(page.getByRole('heading', { name: /didn’t answer/ })).toBeVisible()
    await page.getByRole('button', { name: 'Call again' }).click()
    expect(asked('call.dial')).toEqual([{ to: call.peer.address, media: 'video' }])
    await page.getByRole('button', { name: 'Close' }).click()
    expect(asked('call.dismiss')).toEqual([{ callId: call.callId }])
  })

  it('CALL3 the controls go after three seconds without a movement, and come back with it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const pictures = { ownPicture: picture(), remotePicture: picture(), hasRemotePicture: true }
      await open(callOf({}), pictures)
      const chrome = () => container.querySelectorAll('.call-chrome[data-hidden]').length
      await vi.waitFor(() => expect(container.querySelectorAll('.call-chrome')).toHaveLength(2))
      await vi.advanceTimersByTimeAsync(2_900)
      expect(chrome()).toBe(0)
      await vi.advanceTimersByTimeAsync(200)
      expect(chrome()).toBe(2)
      window.dispatchEvent(new PointerEvent('pointermove'))
      await vi.advanceTimersByTimeAsync(50)
      expect(chrome()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('A11Y1 the controls stay while one of them has the keyboard’s focus', async () => {
    await open(callOf({}), { ownPicture: picture(), remotePicture: picture(), hasRemotePicture: true })
    await expect.element(page.getByRole('button', { name: 'Mute' })).toBeVisible()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const mute = page.getByRole('button', { name: 'Mute' }).element()
      if (!(mute instanceof HTMLElement)) throw new Error('no button')
      mute.focus({ focusVisible: true } as FocusOptions)
      expect(mute.matches(':focus-visible')).toBe(true)
      await vi.advanceTimersByTimeAsync(10_000)
      expect(container.querySelectorAll('.call-chrome[data-hidden]')).toHaveLength(0)
      mute.blur()
      await vi.advanceTimersByTimeAsync(4_000)
      expect(container.querySelectorAll('.call-chrome[data-hidden]')).toHaveLength(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it('A11Y2 speaks French', async () => {
    await open(callOf({ microphone: 'refused' }), {}, 'fr')
    await expect.element(page.getByText('Ahoy n’a pas accès au micro.')).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Raccrocher' })).toBeVisible()
  })
})

describe('the media’s port on the bridge', () => {
  it('NET1 the answer to the first question never replaces a newer session', async () => {
    const answer = Promise.withResolvers<void>()
    const late = createFakeBridge(ordinary, {
      'media.get': async () => {
        await answer.promise
        return ok({ session: null })
      },
    })
    const session = {
      callId: callOf({}).callId,
      attempt: 1,
      role: 'offerer',
      capture: { microphone: false, camera: false },
      remoteFingerprint: null,
      stun: null,
    } as const
    const told: unknown[] = []
    const dispose = createMediaBridge(late).onSession((next) => told.push(next))
    late.emit('media.changed', { session })
    answer.resolve()
    await new Promise((resolve) => setTimeout(resolve))
    expect(told).toEqual([session])
    dispose()
  })
})
