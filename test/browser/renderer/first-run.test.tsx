import { page, userEvent } from 'vitest/browser'
import { afterEach, describe, expect, it } from 'vitest'
import { DirectoryHost, Handle } from '../../../src/contract/ids.ts'
import { fail, ok } from '../../../src/contract/result.ts'
import type { FakeAnswers } from '../../../src/renderer/gallery/fake-bridge.ts'
import { fresh } from '../../../src/renderer/gallery/snapshots/everything.ts'
import { MainWindow } from '../../../src/renderer/main-window/main-window.tsx'
import { closeView, inputsOf, renderView } from './render-view.tsx'

const host = DirectoryHost.parse('calls.example.org')
const ada = Handle.parse('ada')
const free: FakeAnswers = { 'setup.checkHandle': () => ok({ state: 'free', handle: ada }) }
const button = (name: string | RegExp) => page.getByRole('button', { name })
const input = (name: string) => page.getByRole('textbox', { name })
const answer = (name: RegExp) => page.getByRole('radio', { name })

afterEach(closeView)

async function introduce(): Promise<void> {
  await expect.element(input('Your handle')).toHaveFocus()
  await userEvent.keyboard('Ada')
  await expect.element(page.getByText('@ada is free')).toBeVisible()
  await input('Your name').fill('Ada Lindgren')
  await userEvent.keyboard('{Enter}')
}

describe('ID2 the first run', () => {
  it('ID2 three questions on this computer; nothing is chosen for me, nothing is sent before the end', async () => {
    const bridge = await renderView(<MainWindow />, fresh, {
      ...free,
      'setup.startDirectory': () => ok({ host, registration: 'open' }),
    })
    await button(/Start one on this computer/).click()
    await introduce()
    await expect.element(page.getByRole('heading', { name: 'Who may call you?' })).toBeVisible()
    for (const radio of page.getByRole('radio').all()) await expect.element(radio).not.toBeChecked()
    await expect.element(button('Finish')).toBeDisabled()
    expect(inputsOf(bridge, 'setup.finish')).toEqual([])
    await answer(/People I choose/).click()
    await button('Finish').click()
    await expect.element(page.getByText(/registering @ada/)).toBeVisible()
    expect(inputsOf(bridge, 'setup.finish')).toEqual([
      {
        handle: 'Ada',
        displayName: 'Ada Lindgren',
        calling: 'my-people',
        invitationCode: null,
        acceptsPlainKey: false,
      },
    ])
  })

  it('ID2 a handle that was taken in the meantime goes back to its question, with everything still there', async () => {
    await renderView(<MainWindow />, fresh, {
      ...free,
      'setup.startDirectory': () => ok({ host, registration: 'open' }),
      'setup.finish': () => fail({ kind: 'handle-taken' }),
    })
    await button(/Start one/).click()
    await introduce()
    await answer(/Nobody yet/).click()
    await button('Finish').click()
    await expect.element(page.getByText(/Somebody took @ada a moment ago/)).toBeVisible()
    await expect.element(input('Your name')).toHaveValue('Ada Lindgren')
  })

  it('ID6 a wrong address says what to do; Back leaves; an invitation asks for its code', async () => {
    let isThere = false
    const bridge = await renderView(<MainWindow />, fresh, {
      ...free,
      'setup.join': () => (isThere ? ok({ host, registration: 'invitation' }) : fail({ kind: 'not-secure' })),
    })
    await button(/Join a directory/).click()
    await expect.element(input('Directory address')).toHaveFocus()
    await userEvent.keyboard('calls.example.org{Enter}')
    await expect.element(page.getByText(/no secure connection/)).toBeVisible()
    isThere = true
    await button('Join').click()
    await introduce()
    await expect.element(page.getByText(/by invitation/)).toBeVisible()
    await input('Invitation code').fill('k7-29')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('heading', { name: 'Who may call you?' })).toBeVisible()
    await button('Back').click()
    await button('Back').click()
    await expect.element(input('Directory address')).toHaveValue('calls.example.org')
    expect(inputsOf(bridge, 'setup.leave')).toHaveLength(1)
  })

  it('ID2 where the system can not lock the key away, it asks; a no saves nothing', async () => {
    const plain = { ...fresh, app: { ...fresh.app, keyStore: 'plain-text' as const } }
    const bridge = await renderView(<MainWindow />, plain, {
      ...free,
      'setup.startDirectory': () => ok({ host, registration: 'open' }),
    })
    await button(/Start one/).click()
    await introduce()
    await answer(/Nobody yet/).click()
    await button('Continue').click()
    await expect.element(page.getByRole('heading', { name: /your key/ })).toBeVisible()
    await answer(/set up Ahoy here/).click()
    await button('Finish').click()
    await expect.element(page.getByText(/Nothing was saved/)).toBeVisible()
    expect(inputsOf(bridge, 'setup.finish')).toEqual([])
    await answer(/plain file/).click()
    await button('Finish').click()
    await expect.poll(() => inputsOf(bridge, 'setup.finish')).toMatchObject([{ acceptsPlainKey: true }])
  })

  it('ID2 a taken handle does not go on', async () => {
    await renderView(<MainWindow />, fresh, {
      'setup.startDirectory': () => ok({ host, registration: 'open' }),
      'setup.checkHandle': () => ok({ state: 'taken', handle: ada }),
    })
    await button(/Start one/).click()
    await input('Your handle').fill('ada')
    await expect.element(page.getByText('@ada is taken. Try another one.')).toBeVisible()
    await input('Your name').fill('Ada')
    await button('Continue').click()
    await expect.element(page.getByRole('heading', { name: 'Who are you?' })).toBeVisible()
  })
})
