import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Page } from '@playwright/test'
import { projectRoot } from '../../build/scripts/paths.ts'
import { type AhoyApp, launchAhoy } from '../support/ahoy-app.ts'
import { CALLING_ANSWERS, firstRun } from '../support/ahoy-person.ts'
import { desktopOf, windowOf } from '../support/ahoy-desktop.ts'
import { mainView } from '../support/ahoy-windows.ts'
import { TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from '../support/test-certificate.ts'
import { startHost } from '../electron-host/launch.ts'
import { comeBack, expect, openDirectory, test } from './fixtures/pair.ts'

const launch = (name: string, options: Partial<Parameters<typeof launchAhoy>[0]> = {}) =>
  launchAhoy({ name, onlyStandIn: true, ...options })

const step = (page: Page, title: string) => page.getByRole('heading', { name: title }).waitFor()

test('ID2 a directory started here, its usual port taken, takes its own app and a second one; after a restart both are there', async ({
  folder,
}) => {
  const squatter = await takePort(4700)
  const carol = { handle: 'carol', name: 'Carol Diaz' }
  let first = await launch('carol', { userDataDir: folder })
  const second = await launch('dave')
  try {
    await firstRun(first, carol, { kind: 'here' })
    const main = mainView(await first.page('main'))
    await expect(main.state).toHaveAccessibleName(/^Carol Diaz,? Available/)
    await expect(main.page.getByText('Everyone on')).toBeVisible()
    expect(directoryPort(folder)).not.toBe(4700)
    const address = `127.0.0.1:${directoryPort(folder)}`
    await firstRun(second, { handle: 'dave', name: 'Dave Okoye' }, { kind: 'join', address })

    await test.step('a second start shows the first one’s window, and ends', async () => {
      await desktopOf(first).closeWindow((await windowOf(first, 'main')).id)
      expect((await windowOf(first, 'main')).isVisible).toBe(false)
      const again = startHost({ appDir: projectRoot, userDataDir: folder })
      expect((await again.waitForExit()).code).toBe(0)
      await expect.poll(async () => (await windowOf(first, 'main')).isVisible).toBe(true)
    })
    await test.step('both come back', async () => {
      await first.close()
      const dave = mainView(await second.page('main'))
      await expect(dave.state).toHaveAccessibleName(/Offline/)
      first = await launch('carol', { userDataDir: folder })
      const back = mainView(await first.page('main'))
      await expect(back.state).toHaveAccessibleName(/^Carol Diaz,? Available/)
      await comeBack(dave)
      await dave.dialField.fill('@carol')
      await expect(dave.personRow('Carol Diaz')).toBeVisible()
    })
  } finally {
    await second.close()
    await first.close()
    squatter.close()
  }
})

/** Somebody else's program on this port; where one is there already, that will do. */
async function takePort(port: number): Promise<{ readonly close: () => void }> {
  const server = createTcpServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening').catch(() => {})
  return { close: () => void server.close() }
}

/** The port of the directory that the app started, as the app keeps it beside the data. */
function directoryPort(folder: string): number {
  const kept: unknown = JSON.parse(readFileSync(join(folder, 'directory', 'port.json'), 'utf8'))
  if (typeof kept !== 'object' || kept === null || !('port' in kept) || typeof kept.port !== 'number')
    throw new Error('the app kept no port')
  return kept.port
}

test.describe
  .serial('one person meets every trouble of the first run', () => {
    let app: AhoyApp
    let page: Page
    test.beforeAll(async () => {
      app = await launch('erin')
      page = await app.page('main')
    })
    test.afterAll(() => app.close())

    const tryAddress = async (address: string, words: string) => {
      await page.getByLabel('Directory address').fill(address)
      await page.getByRole('button', { name: 'Join', exact: true }).click()
      await expect(page.getByText(words)).toBeVisible()
    }

    test('ID2 an address that leads nowhere: what happened, and what to do', async () => {
      await page.getByRole('button', { name: /Join a directory/ }).click()
      await step(page, 'What is its address?')
      await tryAddress('no address at all', 'That is not an address. It looks like calls.example.org')
      const free = await freePort()
      await tryAddress(`127.0.0.1:${free}`, 'Nothing answers there. Check the address and your network')
      await tryAddress(
        'directory.example.invalid',
        'Nothing answers there. Check the address and your network',
      )
    })

    test('ID3 what is no directory, and what is not secure, are told apart', async () => {
      const loopback = await openWebsite('127.0.0.1')
      try {
        const { port } = loopback.address() as AddressInfo
        await tryAddress(`127.0.0.1:${port}`, 'Something answers there, but it is not an Ahoy directory.')
      } finally {
        loopback.close()
      }
      // This computer's own address on its network, where a directory without TLS answers: nothing plain leaves.
      const own = ownAddress()
      test.skip(own === null, 'this computer has no network')
      const directory = await openDirectory({ bindHost: own ?? '127.0.0.1' })
      try {
        await tryAddress(
          `${own}:${directory.port}`,
          'Something answers there, but it is not an Ahoy directory.',
        )
      } finally {
        await directory.close()
      }
      const stranger = createSecureServer({ cert: TEST_CERTIFICATE, key: TEST_CERTIFICATE_KEY })
      stranger.listen(0, own ?? '127.0.0.1')
      await once(stranger, 'listening')
      try {
        const { port } = stranger.address() as AddressInfo
        await tryAddress(`${own}:${port}`, 'That directory offers no secure connection')
      } finally {
        stranger.close()
      }
    })

    test('ID1 handles that are taken, reserved or impossible; back and forth; calling off', async ({
      pair: { address },
    }) => {
      await page.getByRole('button', { name: 'Back' }).click()
      await step(page, 'Where do your people meet?')
      await page.getByRole('button', { name: /Join a directory/ }).click()
      await page.getByLabel('Directory address').fill(address)
      await page.getByLabel('Directory address').press('Enter')
      await step(page, 'Who are you?')

      const handle = page.getByLabel('Your handle')
      const saying = {
        alice: '@alice is taken. Try another one.',
        Alice: '@alice is taken. Try another one.',
        admin: '@admin is reserved on this directory. Try another one.',
        'er!n': 'Only letters from a to z, digits and underscores.',
        er: 'A little longer: at least 3 characters.',
        ['e'.repeat(31)]: 'A little shorter: at most 30 characters.',
        erin: '@erin is free',
      }
      for (const [typed, words] of Object.entries(saying)) {
        await handle.fill(typed)
        await expect(page.getByText(words)).toBeVisible()
      }
      await handle.fill('alice')
      await page.getByText(saying.alice).waitFor()
      await page.getByLabel('Your name').fill('Erin Woods')
      await page.getByRole('button', { name: 'Continue' }).click()
      await step(page, 'Who are you?')
      await handle.fill('erin')
      await page.getByText(saying.erin).waitFor()
      await page.getByRole('button', { name: 'Continue' }).click()
      await step(page, 'Who may call you?')
      await page.getByRole('button', { name: 'Back' }).click()
      await expect(handle).toHaveValue('erin')
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByRole('radio', { name: CALLING_ANSWERS.nobody }).click()
      await page.getByRole('button', { name: 'Finish' }).click()
      const main = mainView(page)
      await expect(main.dialField).toBeFocused()
      await expect(page.getByText('Calling is off')).toBeVisible()
      await expect(main.callingSwitch).not.toBeChecked()
    })
  })

test('ID2 where the key store is plain text the app asks, saves nothing on a no, and comes back on a yes', async ({
  pair: { address },
  folder,
}) => {
  const options = { userDataDir: folder, safeStorage: 'basic_text' } as const
  const app = await launch('frank', options)
  try {
    const page = await app.page('main')
    await page.getByRole('button', { name: /Join a directory/ }).click()
    await page.getByLabel('Directory address').fill(address)
    await page.getByRole('button', { name: 'Join', exact: true }).click()
    await page.getByLabel('Your handle').fill('frank')
    await page.getByLabel('Your name').fill('Frank Weber')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('radio', { name: CALLING_ANSWERS.everyone }).click()
    await page.getByRole('button', { name: 'Continue' }).click()
    await step(page, 'Where may your key be kept?')
    await expect(page.getByText('keeps secrets in plain text')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Finish' })).toBeDisabled()
    await page.getByRole('radio', { name: /Don’t set up Ahoy here/ }).click()
    await page.getByRole('button', { name: 'Finish' }).click()
    await expect(page.getByText('Nothing was saved.')).toBeVisible()
    expect(readdirSync(folder).filter((file) => /identity|key/i.test(file))).toEqual([])
    await page.getByRole('radio', { name: /Keep it in a plain file/ }).click()
    await page.getByRole('button', { name: 'Finish' }).click()
    await mainView(page).dialField.waitFor()
    await mainView(page).tab('Settings').click()
    await expect(page.getByText('Kept on this computer in a plain file')).toBeVisible()
  } finally {
    await app.close()
  }
  const again = await launch('frank', options)
  try {
    await expect(mainView(await again.page('main')).state).toHaveAccessibleName(/^Frank Weber,? Available/)
  } finally {
    await again.close()
  }
})

async function openWebsite(host: string): Promise<Server> {
  const server = createServer((_request, response) => response.end('<h1>A website</h1>'))
  server.listen(0, host)
  await once(server, 'listening')
  return server
}

async function freePort(): Promise<number> {
  const server = createTcpServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function ownAddress(): string | null {
  const entries = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  return entries.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? null
}
