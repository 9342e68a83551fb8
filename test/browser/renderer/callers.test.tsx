import { page, userEvent } from 'vitest/browser'
import { afterEach, describe, expect, it } from 'vitest'
import { RingPassId, RingPassSecret } from '../../../src/contract/call-request.ts'
import { fail, ok } from '../../../src/contract/result.ts'
import {
  busyCallers,
  chosenPeople,
  manyRelated,
  refusedPeople,
} from '../../../src/renderer/gallery/snapshots/callers.ts'
import { ordinary, withPolicy } from '../../../src/renderer/gallery/snapshots/everything.ts'
import { HOST, person } from '../../../src/renderer/gallery/snapshots/people.ts'
import { MainWindow } from '../../../src/renderer/main-window/main-window.tsx'
import { closeView, inputsOf, renderView } from './render-view.tsx'

const home = <MainWindow />
const button = (name: string | RegExp) => page.getByRole('button', { name })
const source = (name: string | RegExp) => page.getByRole('switch', { name })
const title = page.getByRole('heading', { name: 'Who may call me' })
const saved = chosenPeople.me?.policy.sources
const row = (name: RegExp) =>
  page
    .getByRole('list', { name: 'Who can ring me right now' })
    .getByRole('listitem', { name })
    .or(
      page
        .getByRole('list', { name: 'Who can ring me right now' })
        .getByRole('listitem')
        .filter({ hasText: name }),
    )
const openCallers = async () => {
  await button(/can ring you/).click()
  await expect.element(title).toBeVisible()
}

afterEach(closeView)

describe('CAN6 who may call me', () => {
  it('CAN1 the strip counts who can ring, and opens the page in one click; the switch holds at once', async () => {
    const bridge = await renderView(home, chosenPeople)
    await expect.element(button(/6 people can ring you/)).toBeVisible()
    await openCallers()
    await source('Calling').click()
    expect(inputsOf(bridge, 'policy.set')).toEqual([{ isCallingOn: false }])
    await source('Do not disturb').click()
    expect(inputsOf(bridge, 'policy.set').at(-1)).toEqual({ isDoNotDisturb: true })
  })

  it('CAN6 the list follows the draft before it is saved, and saving sends it whole', async () => {
    const bridge = await renderView(home, chosenPeople)
    await openCallers()
    expect(button('Save').query()).toBeNull()
    await source('People in my address book').click()
    await expect.element(row(/Bob from work/)).toMatchTextContent(/would be lost/)
    await source('People with a badge').click()
    await expect.element(row(/Mina Park/)).toMatchTextContent(/Has a badge.*would be added/)
    await expect.element(row(/Claire Dubois/)).toMatchTextContent(/You follow them/)
    await expect.element(page.getByText(/, 2 added, 1 lost/)).toBeInTheDocument()
    expect(inputsOf(bridge, 'policy.set')).toEqual([])
    await button('Save').click()
    expect(inputsOf(bridge, 'policy.set')).toEqual([
      { sources: { ...saved, addressBook: false, verified: true }, quietHours: null, disclosure: 'full' },
    ])
    await expect.element(button('Save')).not.toBeInTheDocument()
  })

  it('CAN6 Ctrl+S saves; Escape asks while something is not saved, and else goes back', async () => {
    const bridge = await renderView(home, chosenPeople)
    await openCallers()
    await source(/Everyone on/).click()
    await userEvent.keyboard('{Control>}s{/Control}')
    await expect.poll(() => inputsOf(bridge, 'policy.set')).toHaveLength(1)
    await source('People I follow').click()
    await userEvent.keyboard('{Escape}')
    const question = page.getByRole('alertdialog')
    await expect.element(question).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(question).not.toBeInTheDocument()
    await expect.element(title).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await question.getByRole('button', { name: 'Discard' }).click()
    await expect.element(title).not.toBeInTheDocument()
    expect(inputsOf(bridge, 'policy.set')).toHaveLength(1)
  })

  it('CAN6 quiet hours are drafted with both their ends', async () => {
    const bridge = await renderView(home, chosenPeople)
    await openCallers()
    await source('Quiet hours').click()
    await page.getByLabelText('From').fill('21:30')
    await button('Save').click()
    expect(inputsOf(bridge, 'policy.set')).toMatchObject([
      { quietHours: { fromMinute: 1_290, toMinute: 420 } },
    ])
  })

  it('CAN1 how far a change is on its way is told in words, and can be sent again', async () => {
    const failed = withPolicy({}, { policyUpload: { kind: 'failed', why: 'refused' } })
    const bridge = await renderView(home, { ...chosenPeople, me: failed })
    await openCallers()
    await expect.element(page.getByText(`${HOST} did not take the change`, { exact: false })).toBeVisible()
    await button('Try again').click()
    expect(inputsOf(bridge, 'policy.retry')).toEqual([{}])
    expect(inputsOf(bridge, 'policy.set')).toEqual([])
  })

  it('CAN6 5,000 people put few rows into the page, and the last is reached by scrolling', async () => {
    await renderView(home, manyRelated(5_000))
    await openCallers()
    const rows = () => page.getByRole('listitem').elements().length
    expect(rows()).toBeLessThan(60)
    await source('People in my address book').click()
    const scroller = page.getByRole('main').element().querySelector('.quiet-scroll')
    scroller?.scrollTo({ top: scroller.scrollHeight })
    await expect
      .poll(() => page.getByRole('listitem').elements().at(-1)?.getAttribute('aria-posinset'))
      .toBe('3000')
    expect(rows()).toBeLessThan(60)
  })

  it('CAN3 an exception is taken back from the page', async () => {
    const bridge = await renderView(home, chosenPeople)
    await openCallers()
    await button('Remove the exception for Amara Diallo').click()
    await button(/Unblock/).click()
    await expect
      .poll(() => inputsOf(bridge, 'person.setRelation'))
      .toEqual([
        { handle: 'amara', change: { exception: 'none' } },
        { handle: 'layla', change: { isBlocked: false } },
      ])
  })
})

describe('CAN7 requests to call', () => {
  it('CAN7 are counted on the strip, and answered on the page', async () => {
    const bridge = await renderView(home, busyCallers)
    await expect.element(button(/6 people can ring you.*3 people ask to call you/)).toBeVisible()
    await openCallers()
    await expect.element(page.getByText(/question about your boat/)).toBeVisible()
    await button('Let Nadia Haddad ring once').click()
    await button('Never let Eve Lindqvist ring').click()
    expect(inputsOf(bridge, 'request.answer')).toEqual([
      { handle: 'nadia', answer: 'once' },
      { handle: 'eve', answer: 'never' },
    ])
  })

  it('CAN7 a locked button leads to asking, with one line; what went wrong is told', async () => {
    let isThere = false
    const bridge = await renderView(home, refusedPeople, {
      'request.send': () => (isThere ? ok({}) : fail({ kind: 'too-many-requests', retryAfterMs: 1_200_000 })),
    })
    await button('Voice call with Bob Okafor').click({ force: true })
    await button('Ask to call').click()
    await page.getByRole('textbox').fill('I am your neighbour')
    await page.getByRole('dialog').getByRole('button', { name: 'Ask to call' }).click()
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Try again in 20 min/)
    isThere = true
    await page.getByRole('dialog').getByRole('button', { name: 'Ask to call' }).click()
    await expect.element(page.getByText('You have asked', { exact: true })).toBeVisible()
    expect(inputsOf(bridge, 'request.send').at(-1)).toEqual({ handle: 'bob_0', text: 'I am your neighbour' })
  })

  it('CAN7 who has asked sees it on the row, and can take it back', async () => {
    const to = refusedPeople.people.people[0]?.handle ?? person('bob', 'Bob').handle
    const sent = [{ to, atMs: 1, state: 'pending' as const }]
    const bridge = await renderView(home, { ...refusedPeople, requests: { received: [], sent } })
    await expect.element(page.getByText(/Asked to call/)).toBeVisible()
    await button('Voice call with Bob Okafor').click({ force: true })
    await button('Take it back').click()
    expect(inputsOf(bridge, 'request.withdraw')).toEqual([{ handle: to }])
  })
})

describe('CAN7 ring passes', () => {
  const pass = RingPassSecret.parse('AAAAAAAAAAAAAAAAAAAAAA')
  const stranger = person('bob', 'Bob Okafor', { reachability: { verdict: 'refused', rule: 'not-among' } })

  it('CAN7 one is made for a person and a time, and shows its link', async () => {
    const link = `ahoy:@ada@${HOST}?pass=${pass}`
    const bridge = await renderView(home, chosenPeople, {
      'pass.make': () => ok({ passId: RingPassId.parse('a'.repeat(64)), link }),
    })
    await openCallers()
    await button('Make a ring pass').click()
    await page.getByRole('radio', { name: 'One person' }).click()
    await page.getByRole('textbox', { name: 'Their handle' }).fill('zoe')
    await page.getByRole('radio', { name: '7 days' }).click()
    await button('Make the link').click()
    await expect.element(page.getByText(link)).toBeVisible()
    await expect.element(page.getByRole('img', { name: 'The ring pass as a QR code' })).toBeVisible()
    expect(inputsOf(bridge, 'pass.make')).toEqual([{ forTyped: 'zoe', validMs: 7 * 24 * 3_600_000 }])
  })

  it('CAN7 taking one back asks first', async () => {
    const bridge = await renderView(home, busyCallers)
    await openCallers()
    await button('Take back the ring pass: For @zoe').click()
    expect(inputsOf(bridge, 'pass.revoke')).toEqual([])
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click()
    expect(inputsOf(bridge, 'pass.revoke')).toEqual([{ passId: 'b'.repeat(64) }])
  })

  it('CAN7 a link with one fills the field in, says so, opens the way, and goes along with the call', async () => {
    const bridge = await renderView(home, ordinary, {
      'link.take': () => ok({ handle: `@bob@${HOST}`, pass }),
      'people.find': () => ok({ matches: [], exact: { kind: 'found' as const, person: stranger } }),
    })
    await expect
      .element(page.getByText('You have a ring pass from @bob: it lets you ring once.'))
      .toBeVisible()
    await button('Voice call with Bob Okafor').click()
    expect(inputsOf(bridge, 'call.dial')).toEqual([{ to: stranger.address, media: 'audio', pass }])
  })

  it('CAN7 typing something else lets go of it', async () => {
    const bridge = await renderView(home, ordinary, {
      'link.take': () => ok({ handle: 'bob', pass }),
      'people.find': () =>
        ok({ matches: [], exact: { kind: 'found' as const, person: person('bobbie', 'Bobbie') } }),
    })
    const field = page.getByRole('combobox', { name: 'Call someone' })
    await expect.element(field).toHaveValue('@bob')
    await field.fill('@bobbie')
    await button('Voice call with Bobbie').click()
    expect(inputsOf(bridge, 'call.dial')).toEqual([{ to: `@bobbie@${HOST}`, media: 'audio' }])
  })
})

describe('CAN3 the menu of a person', () => {
  it('CAN3 follows, lets always ring and blocks; each can be taken back at once', async () => {
    const bridge = await renderView(home, chosenPeople)
    await button('More about Jonas Weber').click({ force: true })
    await page.getByRole('menuitem', { name: 'Block' }).click()
    await expect.element(page.getByText('Jonas Weber is blocked')).toBeVisible()
    await button('Undo').click()
    await expect
      .poll(() => inputsOf(bridge, 'person.setRelation'))
      .toEqual([
        { handle: 'jonas', change: { isBlocked: true } },
        { handle: 'jonas', change: { isBlocked: false } },
      ])
    await button('More about Amara Diallo').click({ force: true })
    await page.getByRole('menuitemcheckbox', { name: 'Always let ring' }).click()
    expect(inputsOf(bridge, 'person.setRelation').at(-1)).toEqual({
      handle: 'amara',
      change: { exception: 'none' },
    })
  })

  it('CAN2 their followers come page by page', async () => {
    const one = person('zoe', 'Zoé')
    const two = person('lia', 'Lia')
    const bridge = await renderView(home, chosenPeople, {
      'person.listFollows': ({ after }) =>
        ok({ people: [after === null ? one : two], next: after === null ? one.handle : null, count: 2 }),
    })
    await button('More about Jonas Weber').click({ force: true })
    await page.getByRole('menuitem', { name: 'Followers' }).click()
    await expect.element(page.getByText('@zoe')).toBeVisible()
    await button('Show more').click()
    await expect.element(page.getByText('@lia')).toBeVisible()
    expect(inputsOf(bridge, 'person.listFollows').at(-1)).toMatchObject({ handle: 'jonas', after: 'zoe' })
    await expect.element(button('Show more')).not.toBeInTheDocument()
  })
})

describe('CAN8 an account that may not place calls yet', () => {
  it('CAN8 sees why on every call button, and none rings', async () => {
    const me = withPolicy({}, { placingRefusal: 'not-rolled-out' })
    const bridge = await renderView(home, { ...ordinary, me })
    const locked = () => page.getByRole('button', { name: /^(Voice|Video) call with/ }).elements()
    await expect.poll(() => locked().length).toBe(ordinary.people.people.length * 2)
    for (const control of locked()) {
      expect(control.getAttribute('aria-description')).toMatch(
        /not switched on for you yet.*ring you already/,
      )
    }
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await expect.element(page.getByText(/Calling is not switched on for you yet/)).toBeVisible()
    expect(inputsOf(bridge, 'call.dial')).toEqual([])
  })
})

describe('CAN1 my state', () => {
  it('CAN1 do not disturb is chosen in the header', async () => {
    const bridge = await renderView(home, ordinary)
    await button(/Your status and address/).click()
    await page.getByRole('menuitemradio', { name: /Do not disturb/ }).click()
    expect(inputsOf(bridge, 'policy.set')).toEqual([{ isCallingOn: true, isDoNotDisturb: true }])
    bridge.set('me', withPolicy({ isDoNotDisturb: true }))
    await expect.element(button(/Do not disturb.*Your status/)).toBeVisible()
  })
})

describe('CAN9 people', () => {
  it('CAN9 my own name comes first, favourites stand on top', async () => {
    await renderView(home, chosenPeople)
    const bob = page.getByRole('row', { name: /Bob from work/ })
    await expect.element(bob).toMatchTextContent(/Bob from work.*Bob Okafor · @bob/)
    const favourites = page.getByRole('list', { name: 'Favourites' })
    await expect.element(favourites.getByRole('button', { name: 'Call Bob from work' })).toBeVisible()
    await expect
      .element(page.getByRole('img', { name: /Checked: .* says it knows who this is/ }).first())
      .toBeVisible()
  })
})
