import { page } from 'vitest/browser'
import { afterEach, describe, expect, it } from 'vitest'
import { startRingTone } from '../../../src/renderer/sounds/ring-tone.ts'
import { RingWindow } from '../../../src/renderer/ring-window/ring-window.tsx'
import { ringing } from '../../../src/renderer/gallery/snapshots/calls.ts'
import { ordinary } from '../../../src/renderer/gallery/snapshots/everything.ts'
import { closeView, inputsOf, renderView } from './render-view.tsx'

const withCalls = (...calls: readonly ReturnType<typeof ringing>[]) => ({
  ...ordinary,
  calls: { calls: [...calls] },
})
const silent = () => () => {}

afterEach(closeView)

describe('RING2 the ring window', () => {
  it('RING2 announces who rings, and names the rule', async () => {
    await renderView(<RingWindow startTone={silent} />, withCalls(ringing()))
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Bob Okafor, @bob, is calling. Video call.')
    await expect.element(page.getByText('Everyone may call you')).toBeVisible()
  })

  it('RING2 answers with video or voice, or declines, in words', async () => {
    const call = ringing()
    const bridge = await renderView(<RingWindow startTone={silent} />, withCalls(call))
    await page.getByRole('button', { name: 'Answer with video' }).click()
    await page.getByRole('button', { name: 'Answer with voice' }).click()
    await page.getByRole('button', { name: 'Decline' }).click()
    const { callId } = call
    expect(inputsOf(bridge, 'call.accept')).toEqual([
      { callId, media: 'video' },
      { callId, media: 'audio' },
    ])
    expect(inputsOf(bridge, 'call.decline')).toEqual([{ callId }])
  })

  it('RING2 the newest of two is on top, with a mark for the other', async () => {
    const older = ringing({ number: 2 })
    const newer = ringing({ number: 3, handle: 'claire', displayName: 'Claire Dubois' })
    const bridge = await renderView(<RingWindow startTone={silent} />, withCalls(older, newer))
    await expect.element(page.getByRole('heading')).toHaveTextContent('Claire Dubois')
    await expect.element(page.getByText('1 more call')).toBeVisible()
    bridge.set('calls', { calls: [older] })
    await expect.element(page.getByRole('heading')).toHaveTextContent('Bob Okafor')
  })

  it('TRUST2 a changed key is a warning before it is shown as theirs', async () => {
    await renderView(<RingWindow startTone={silent} />, withCalls(ringing({ hasChangedKey: true })))
    await expect.element(page.getByRole('heading')).toHaveTextContent('Is this Bob Okafor?')
    await expect
      .element(page.getByText(/calling as Bob Okafor, @bob, with a changed key/))
      .toBeInTheDocument()
  })

  it('TRUST1 a first contact says that only the directory vouches for it', async () => {
    await renderView(<RingWindow startTone={silent} />, withCalls(ringing({ isFirstContact: true })))
    await expect.element(page.getByText(/You have not talked before/)).toBeVisible()
  })

  it('RING8 the tone starts once, and stops with the last ring; the window is empty then', async () => {
    const sounds: string[] = []
    const startTone = () => {
      sounds.push('start')
      return () => void sounds.push('stop')
    }
    const one = ringing({ number: 2 })
    const bridge = await renderView(
      <RingWindow startTone={startTone} />,
      withCalls(one, ringing({ number: 3 })),
    )
    await expect.element(page.getByText('1 more call')).toBeVisible()
    bridge.set('calls', { calls: [one] })
    await expect.element(page.getByText('1 more call')).not.toBeInTheDocument()
    await expect.poll(() => sounds).toEqual(['start'])
    bridge.set('calls', { calls: [] })
    await expect.element(page.getByRole('heading')).not.toBeInTheDocument()
    expect(sounds).toEqual(['start', 'stop'])
  })

  it('RING9 the tone is closed for good when it is stopped', async () => {
    const context = new AudioContext()
    const stop = startRingTone(context)
    await expect.poll(() => context.state).toBe('running')
    stop()
    await expect.poll(() => context.state).toBe('closed')
  })
})
