import { page } from 'vitest/browser'
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../src/contract/result.ts'
import { fresh, ordinary } from '../../../src/renderer/gallery/snapshots/everything.ts'
import { here, JOIN_LINK, reachable, reachableTwice } from '../../../src/renderer/gallery/snapshots/reach.ts'
import { MainWindow } from '../../../src/renderer/main-window/main-window.tsx'
import { closeView, inputsOf, renderView } from './render-view.tsx'

const openSettings = () => page.getByRole('tab', { name: /Settings/ }).click()
const reachSwitch = page.getByRole('switch', { name: 'Let others reach it' })

afterEach(closeView)

describe('ID6 let others reach it', () => {
  it('ID6 is there only where the directory is, off until a person switches it on', async () => {
    await renderView(<MainWindow />, ordinary)
    await openSettings()
    await expect.element(page.getByText('Your address')).toBeVisible()
    await expect.element(reachSwitch).not.toBeInTheDocument()
    const bridge = await renderView(<MainWindow />, here({ kind: 'loopback' }))
    await openSettings()
    await expect.element(reachSwitch).not.toBeChecked()
    await reachSwitch.click()
    expect(inputsOf(bridge, 'directory.setReachable')).toEqual([{ isOn: true }])
  })

  it('ID6 shows the link, its code, the firewall’s question, and that it stops when this computer sleeps', async () => {
    const bridge = await renderView(<MainWindow />, reachable)
    await openSettings()
    await expect.element(page.getByText(JOIN_LINK)).toBeInTheDocument()
    const code = page.getByRole('img', { name: 'The join link as a QR code' })
    await expect.element(code).toBeInTheDocument()
    // The app's policy refuses inline styles.
    expect(code.element().outerHTML).not.toContain('style=')
    for (const words of [/If macOS asks/, /It stops when this computer sleeps/])
      await expect.element(page.getByText(words)).toBeInTheDocument()
    await reachSwitch.click()
    expect(inputsOf(bridge, 'directory.setReachable')).toEqual([{ isOn: false }])
  })

  it('ID6 each other address has its own link', async () => {
    await renderView(<MainWindow />, reachableTwice)
    await openSettings()
    for (const host of ['198.51.100.4', '[2001:db8:12:34:56:78:9abc:def0]'])
      await expect
        .element(page.getByRole('button', { name: `Copy the join link at ${host}` }))
        .toBeInTheDocument()
  })

  it('ID6 a taken port is named, and tried again on request', async () => {
    const failed = here({ kind: 'failed', trouble: { kind: 'port-taken', port: 4701 } })
    const bridge = await renderView(<MainWindow />, failed)
    await openSettings()
    await expect.element(page.getByText(/uses port 4701/)).toHaveAttribute('role', 'alert')
    await page.getByRole('button', { name: 'Try again' }).click()
    expect(inputsOf(bridge, 'directory.setReachable')).toEqual([{ isOn: true }])
  })
})

describe('ID6 a join link', () => {
  it('ID6 fills the field of the first run in, and joins only when the person does', async () => {
    let waiting: string | null = JOIN_LINK
    const bridge = await renderView(<MainWindow />, fresh, {
      'link.takeJoin': () => {
        const link = waiting
        waiting = null
        return ok({ link })
      },
      'setup.join': () => fail({ kind: 'key-changed' }),
    })
    const field = page.getByRole('textbox', { name: 'Directory address' })
    await expect.element(field).toHaveValue(JOIN_LINK)
    expect(inputsOf(bridge, 'setup.join')).toEqual([])
    await page.getByRole('button', { name: 'Join', exact: true }).click()
    expect(inputsOf(bridge, 'setup.join')).toEqual([{ address: JOIN_LINK }])
    await expect.element(page.getByText(/it holds another key/)).toBeVisible()
  })

  it('ID6 with an account it changes nothing, and the screen says so', async () => {
    const bridge = await renderView(<MainWindow />, ordinary, {
      'link.takeJoin': () => ok({ link: JOIN_LINK }),
    })
    await expect.element(page.getByText(/This device belongs to calls.example.org already/)).toBeVisible()
    expect(inputsOf(bridge, 'setup.join')).toEqual([])
  })
})
