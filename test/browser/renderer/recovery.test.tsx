import { page, userEvent } from 'vitest/browser'
import { afterEach, describe, expect, it } from 'vitest'
import { DirectoryHost, Handle } from '../../../src/contract/ids.ts'
import { fail, ok } from '../../../src/contract/result.ts'
import { fresh, ordinary } from '../../../src/renderer/gallery/snapshots/everything.ts'
import { MainWindow } from '../../../src/renderer/main-window/main-window.tsx'
import { closeView, inputsOf, renderView } from './render-view.tsx'

const PHRASE = 'my old red bicycle'
const button = (name: string | RegExp) => page.getByRole('button', { name })
const field = (name: string) => page.getByLabelText(name, { exact: true })
const neverSaved = { ...ordinary, settings: { ...ordinary.settings, recoveryFile: 'none' } } as const
const offer = () => page.getByText(/A recovery file brings it back/)

afterEach(closeView)

describe('ID2 the offer of a recovery file', () => {
  it('ID2 it comes after the first answered call, and goes when it is put aside', async () => {
    const bridge = await renderView(<MainWindow />, neverSaved)
    await expect.element(offer()).toBeVisible()
    await button('Not now').click()
    expect(inputsOf(bridge, 'settings.set')).toEqual([{ recoveryFile: 'put-aside' }])
    bridge.set('settings', { ...neverSaved.settings, recoveryFile: 'put-aside' })
    await expect.element(offer()).not.toBeInTheDocument()
  })

  it('ID2 nobody is asked before that, or once it was saved', async () => {
    await renderView(<MainWindow />, { ...neverSaved, recents: { calls: [] } })
    await expect.element(page.getByRole('tab', { name: 'People' })).toBeVisible()
    await expect.element(offer()).not.toBeInTheDocument()
    await renderView(<MainWindow />, ordinary)
    await expect.element(page.getByRole('tab', { name: 'People' })).toBeVisible()
    await expect.element(offer()).not.toBeInTheDocument()
  })
})

describe('ID2 saving it', () => {
  it('ID2 nothing is sent before the passphrase is long enough and typed twice', async () => {
    const bridge = await renderView(<MainWindow />, neverSaved, {
      'recovery.save': () => ok({ outcome: 'saved' }),
    })
    await button('Save one').click()
    await expect.element(field('Passphrase')).toHaveFocus()
    await userEvent.keyboard('short{Enter}')
    await expect.element(page.getByText(/A little longer: at least 12/)).toBeVisible()
    await field('Passphrase').fill(PHRASE)
    await field('Passphrase again').fill('my old blue bicycle')
    await expect.element(page.getByText('The two are not the same.')).toBeVisible()
    await userEvent.keyboard('{Enter}')
    expect(inputsOf(bridge, 'recovery.save')).toEqual([])
    await field('Passphrase again').fill(PHRASE)
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('heading', { name: 'Your recovery file is saved' })).toBeVisible()
    expect(inputsOf(bridge, 'recovery.save')).toEqual([{ passphrase: PHRASE }])
    await button('Done').click()
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  })

  it('ID2 it stays open while the file is made, and says what went wrong', async () => {
    const saved = Promise.withResolvers<ReturnType<typeof fail<{ kind: 'cannot-write' }>>>()
    await renderView(<MainWindow />, neverSaved, { 'recovery.save': () => saved.promise })
    await button('Save one').click()
    await field('Passphrase').fill(PHRASE)
    await field('Passphrase again').fill(PHRASE)
    await button('Choose where to save').click()
    await expect.element(button('Locking the file')).toBeDisabled()
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('dialog')).toBeVisible()
    saved.resolve(fail({ kind: 'cannot-write' }))
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('The file could not be written there. Choose another place.')
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  })
})

describe('ID2 coming back with it', () => {
  const chosen = { 'recovery.choose': () => ok({ outcome: 'chosen', fileName: 'ada.json' } as const) }

  it('ID2 at the first run: the file, then its passphrase; a wrong one is tried again', async () => {
    const bridge = await renderView(<MainWindow />, fresh, {
      ...chosen,
      'recovery.restore': ({ passphrase }) =>
        passphrase === PHRASE ? ok({}) : fail({ kind: 'wrong-passphrase' }),
    })
    await button(/Restore from a recovery file/).click()
    await button('Choose the file').click()
    await expect.element(page.getByText('ada.json')).toBeVisible()
    await expect.element(field('Its passphrase')).toHaveFocus()
    await userEvent.keyboard('wrong{Enter}')
    await expect.element(page.getByText(/That is not the passphrase/)).toBeVisible()
    await field('Its passphrase').fill(PHRASE)
    await button('Restore').click()
    await expect.element(button('Opening the file')).toBeDisabled()
    expect(inputsOf(bridge, 'recovery.restore').at(-1)).toEqual({
      passphrase: PHRASE,
      acceptsPlainKey: false,
    })
    bridge.set('app', { ...fresh.app, phase: { kind: 'ready' } })
    bridge.set('me', ordinary.me)
    await expect.element(page.getByRole('tab', { name: 'People' })).toBeVisible()
  })

  it('ID2 without a locked key store it asks first', async () => {
    const bridge = await renderView(
      <MainWindow />,
      { ...fresh, app: { ...fresh.app, keyStore: 'absent' } },
      chosen,
    )
    await button(/Restore from a recovery file/).click()
    await button('Choose the file').click()
    await field('Its passphrase').fill(PHRASE)
    await expect.element(button('Restore')).toBeDisabled()
    await page.getByRole('switch', { name: 'Keep the key in a plain file' }).click()
    await button('Restore').click()
    await expect
      .poll(() => inputsOf(bridge, 'recovery.restore'))
      .toEqual([{ passphrase: PHRASE, acceptsPlainKey: true }])
  })

  it('ID2 a locked identity offers it first, and there is a way back', async () => {
    await renderView(
      <MainWindow />,
      { ...ordinary, me: null, app: { ...ordinary.app, phase: { kind: 'identity-locked', why: 'damaged' } } },
      { 'recovery.choose': () => fail({ kind: 'too-large' }) },
    )
    await button('Restore from a recovery file').click()
    await button('Choose the file').click()
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('This is no recovery file: it is too large. Choose another one.')
    await button('Back').click()
    await expect.element(page.getByRole('heading', { name: 'Ahoy can’t open your key' })).toBeVisible()
  })
})

it('ID2 a handle that was reset asks for its code, also where everybody may register', async () => {
  const bridge = await renderView(<MainWindow />, fresh, {
    'setup.startDirectory': () =>
      ok({ host: DirectoryHost.parse('calls.example.org'), registration: 'open' }),
    'setup.checkHandle': () => ok({ state: 'reset', handle: Handle.parse('ada') }),
  })
  await button(/Start one on this computer/).click()
  await expect.element(page.getByRole('textbox', { name: 'Your handle' })).toHaveFocus()
  await userEvent.keyboard('ada')
  await expect.element(page.getByText(/@ada was reset/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Lindgren')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText(/by invitation/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Invitation code' }).fill('ABCD-EFGH')
  await userEvent.keyboard('{Enter}')
  await page.getByRole('radio', { name: /^Everyone on/ }).click()
  await button('Finish').click()
  await expect
    .poll(() => inputsOf(bridge, 'setup.finish'))
    .toEqual([expect.objectContaining({ handle: 'ada', invitationCode: 'ABCD-EFGH' })])
})
