import { page, userEvent } from 'vitest/browser'
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../src/contract/result.ts'
import { callView, ringing } from '../../../src/renderer/gallery/snapshots/calls.ts'
import { ordinary, withPolicy } from '../../../src/renderer/gallery/snapshots/everything.ts'
import { DirectoryHost } from '../../../src/contract/ids.ts'
import { bob, HOST, manyPeople, person } from '../../../src/renderer/gallery/snapshots/people.ts'
import { MainWindow } from '../../../src/renderer/main-window/main-window.tsx'
import { closeView, inputsOf, renderView } from './render-view.tsx'

const field = page.getByRole('combobox', { name: 'Call someone' })
const tab = (name: string) => page.getByRole('tab', { name })
const found = ok({ matches: [bob, person('bobbie', 'Bobbie Tran')], exact: { kind: 'none' as const } })
const home = <MainWindow />

afterEach(closeView)

describe('REACH1 the dial field', () => {
  it('REACH1 has the focus when the window opens; a name, an arrow and Enter call by video', async () => {
    const bridge = await renderView(home, ordinary, { 'people.find': () => found })
    await expect.element(field).toHaveFocus()
    await userEvent.keyboard('bob')
    await expect.element(page.getByRole('row', { name: /Bobbie/ })).toBeVisible()
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await expect
      .poll(() => inputsOf(bridge, 'call.dial'))
      .toEqual([{ to: `@bobbie@${HOST}`, media: 'video' }])
    await expect.element(field).toHaveValue('')
  })

  it('REACH1 Ctrl+Enter calls by voice, and a whole handle does not wait for the list', async () => {
    const bridge = await renderView(home, ordinary, { 'people.find': () => found })
    await expect.element(field).toHaveFocus()
    await userEvent.keyboard('@bob{Control>}{Enter}{/Control}')
    await expect.poll(() => inputsOf(bridge, 'call.dial')).toEqual([{ to: bob.address, media: 'audio' }])
  })

  it('REACH1 Enter on a part of a name, before its list is there, calls nobody', async () => {
    const list = Promise.withResolvers<typeof found>()
    const bridge = await renderView(home, ordinary, { 'people.find': () => list.promise })
    await expect.element(field).toHaveFocus()
    await userEvent.keyboard('bo{Enter}')
    list.resolve(found)
    await expect.element(page.getByRole('row', { name: /Bobbie/ })).toBeVisible()
    expect(inputsOf(bridge, 'call.dial')).toEqual([])
  })

  it('REACH1 without a word, arrows move through my people', async () => {
    const bridge = await renderView(home, ordinary)
    await expect.element(field).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    await expect
      .poll(() => inputsOf(bridge, 'call.dial'))
      .toEqual([{ to: `@claire@${HOST}`, media: 'video' }])
  })

  it('REACH1 a call that could not be placed says why next to the field, and what was typed stays', async () => {
    await renderView(home, ordinary, {
      'people.find': () => found,
      'call.dial': () => fail({ kind: 'directory-unreachable' }),
    })
    await field.fill('bob')
    await expect.element(page.getByRole('row', { name: /Bobbie/ })).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText(/The call could not be placed: the directory/)).toBeVisible()
    await expect.element(field).toHaveValue('bob')
  })

  it('REACH1 a link fills the field in and never dials', async () => {
    let waiting: string | null = 'claire'
    const bridge = await renderView(home, ordinary, {
      'link.take': () => {
        const handle = waiting
        waiting = null
        return ok({ handle, pass: null })
      },
      'people.find': () => found,
    })
    await expect.element(field).toHaveValue('@claire')
    await expect.element(page.getByText(/came from a link/)).toBeVisible()
    waiting = `@dmitri@${HOST}`
    bridge.emit('link.arrived', {})
    await expect.element(field).toHaveValue(`@dmitri@${HOST}`)
    expect(inputsOf(bridge, 'call.dial')).toEqual([])
  })

  it('ID6 a handle of another directory says to join that directory first', async () => {
    await renderView(home, ordinary, {
      'call.dial': () => fail({ kind: 'other-directory', host: DirectoryHost.parse(HOST) }),
    })
    await page.getByRole('button', { name: 'Video call with Bob Okafor' }).click()
    await expect.element(page.getByText(/Join that directory first/)).toBeVisible()
  })
})

describe('CAN5 a call button that can not call', () => {
  it('CAN5 keeps its place and its focus, says why, and does not call', async () => {
    const bridge = await renderView(home, ordinary)
    const button = page.getByRole('button', { name: 'Video call with Jonas Weber' })
    await expect.element(button).toHaveAttribute('aria-disabled', 'true')
    // Playwright itself would wait until it can be pressed.
    await button.click({ force: true })
    const words = page.getByRole('dialog', { name: 'Video call with Jonas Weber' })
    await expect.element(words).toMatchTextContent(/Jonas Weber has switched calling off.*another way/)
    await userEvent.keyboard('{Escape}')
    await expect.element(button).toHaveFocus()
    expect(inputsOf(bridge, 'call.dial')).toEqual([])
  })
})

describe('CAN1 the calling switch', () => {
  it('CAN1 is one click away and says who can ring', async () => {
    const bridge = await renderView(home, ordinary)
    await expect.element(page.getByText(`Everyone on ${HOST} can ring you`)).toBeVisible()
    await page.getByRole('switch', { name: 'Calling' }).click()
    expect(inputsOf(bridge, 'policy.set')).toEqual([{ isCallingOn: false }])
    bridge.set('me', withPolicy({ isCallingOn: false }, { policyUpload: { kind: 'waiting' } }))
    await expect.element(page.getByText('Nobody can ring you')).toBeVisible()
    await expect.element(page.getByText(/will know once you are online/).first()).toBeVisible()
  })
})

describe('HIST1 recents', () => {
  it('RING10 missed calls are counted on the tab, and seen once it is open', async () => {
    const bridge = await renderView(home, ordinary)
    await expect.element(tab('Recents 1 missed call')).toBeVisible()
    await tab('Recents 1 missed call').click()
    await expect.poll(() => inputsOf(bridge, 'recents.markSeen')).toHaveLength(1)
  })

  it('HIST1 a removed call can be taken back; leaving the window settles it', async () => {
    const bridge = await renderView(home, ordinary)
    await tab('Recents 1 missed call').click()
    const claire = page.getByRole('listitem').filter({ hasText: 'Claire Dubois' })
    await claire.getByRole('button', { name: /Remove/ }).click()
    await expect.element(claire).not.toBeInTheDocument()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.element(claire).toBeVisible()
    expect(inputsOf(bridge, 'recents.remove')).toEqual([])
    await claire.getByRole('button', { name: /Remove/ }).click()
    await expect.element(claire).not.toBeInTheDocument()
    closeView()
    expect(inputsOf(bridge, 'recents.remove')).toEqual([{ callId: ordinary.recents.calls[0]?.callId }])
  })

  it('HIST1 clearing all asks first', async () => {
    const bridge = await renderView(home, ordinary)
    await tab('Recents 1 missed call').click()
    await page.getByRole('button', { name: 'Clear all' }).click()
    const question = page.getByRole('alertdialog')
    await expect.element(question).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(question).not.toBeInTheDocument()
    expect(inputsOf(bridge, 'recents.clear')).toEqual([])
    await page.getByRole('button', { name: 'Clear all' }).click()
    await question.getByRole('button', { name: 'Clear all' }).click()
    expect(inputsOf(bridge, 'recents.clear')).toHaveLength(1)
  })
})

describe('CALL9 a call in the main window', () => {
  it('CALL9 a running call has its time and the way to its window', async () => {
    const running = callView({ kind: 'connected', sinceMs: Date.now() - 130_000 })
    const bridge = await renderView(home, { ...ordinary, calls: { calls: [running] } })
    await expect.element(page.getByText('In a call with Bob Okafor')).toBeVisible()
    await expect.element(page.getByText(/^02:\d\d$/)).toBeVisible()
    await page.getByRole('button', { name: 'Show' }).click()
    expect(inputsOf(bridge, 'call.show')).toHaveLength(1)
  })

  it('RING2 a ring can be answered and declined here too', async () => {
    const call = ringing()
    const bridge = await renderView(home, { ...ordinary, calls: { calls: [call] } })
    await expect.element(page.getByRole('alert')).toHaveTextContent('Bob Okafor is calling')
    await page.getByRole('button', { name: 'Answer with voice' }).click()
    await page.getByRole('button', { name: 'Decline' }).click()
    expect(inputsOf(bridge, 'call.accept')).toEqual([{ callId: call.callId, media: 'audio' }])
    expect(inputsOf(bridge, 'call.decline')).toEqual([{ callId: call.callId }])
  })
})

describe('CAN9 5,000 people', () => {
  it('CAN9 show as quickly as 30, with few rows in the page; the last one is reached by scrolling', async () => {
    const show = async (count: number) => {
      const people = { people: [...manyPeople(count)] }
      const startedMs = performance.now()
      const bridge = await renderView(home, { ...ordinary, people })
      while (!document.querySelector('[role=row]')) await new Promise(requestAnimationFrame)
      return { bridge, tookMs: performance.now() - startedMs }
    }
    await show(30)
    const few = await show(30)
    const { bridge, tookMs } = await show(5_000)
    expect(tookMs).toBeLessThan(4 * few.tookMs + 100)
    expect(page.getByRole('row').elements().length).toBeLessThan(40)
    const scroller = page.getByRole('grid').element().parentElement
    scroller?.scrollTo({ top: scroller.scrollHeight })
    await expect.element(page.getByText('@person_4999')).toBeVisible()
    expect(page.getByRole('row').elements().length).toBeLessThan(40)
    await expect.poll(() => JSON.stringify(inputsOf(bridge, 'people.watch').at(-1))).toContain('person_4999')
  })
})

describe('CALL7 @echo', () => {
  const nobody = { ...ordinary, people: { people: [] } }
  const button = page.getByRole('button', { name: 'Call @echo and hear yourself' })

  it('CALL7 a newcomer with nobody to call finds it, and one press calls it by voice', async () => {
    const echo = person('echo', 'Echo')
    const bridge = await renderView(home, nobody, {
      'people.find': () => ok({ matches: [], exact: { kind: 'found' as const, person: echo } }),
    })
    await button.click()
    await expect.poll(() => inputsOf(bridge, 'call.dial')).toEqual([{ to: echo.address, media: 'audio' }])
  })

  it('CALL7 a directory without it offers none', async () => {
    const bridge = await renderView(home, nobody, {
      'people.find': () =>
        ok({ matches: [], exact: { kind: 'not-found' as const, handle: person('echo', 'Echo').handle } }),
    })
    await expect.poll(() => inputsOf(bridge, 'people.find')).toEqual([{ typed: '@echo' }])
    await expect.element(page.getByRole('button', { name: 'Type a handle' })).toBeVisible()
    expect(button.query()).toBeNull()
  })
})

describe('CAN5 a call button while the directory is away', () => {
  const voice = page.getByRole('button', { name: 'Voice call with Bob Okafor' })
  const offline = { kind: 'offline', why: 'unreachable', retryAtMs: null } as const

  it('CAN5 stays locked while Ahoy tries again, and opens once it is online', async () => {
    const bridge = await renderView(home, ordinary)
    // A first try, or a short interruption, locks nothing.
    bridge.set('connection', { kind: 'connecting' })
    await expect.element(page.getByText(/^Connecting/).first()).toBeVisible()
    await expect.element(voice).not.toHaveAttribute('aria-disabled')
    bridge.set('connection', offline)
    await expect.element(voice).toHaveAttribute('aria-description', expect.stringMatching(/^You are offline/))
    bridge.set('connection', { kind: 'connecting' })
    await expect.element(page.getByText(/^Connecting/).first()).toBeVisible()
    await expect.element(voice).toHaveAttribute('aria-disabled', 'true')
    bridge.set('connection', { kind: 'online' })
    await expect.element(voice).not.toHaveAttribute('aria-disabled')
  })
})
