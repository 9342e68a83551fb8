import { TIMES } from '../../src/contract/limits.ts'
import { dial } from '../support/ahoy-person.ts'
import { desktopOf, runInPage, windowOf } from '../support/ahoy-desktop.ts'
import { pictureMovement, whenRemotePicture, whenShown } from '../support/page-watch.ts'
import { connect, expectBytesGrow, expectConnected, expectSeesAndHears } from './fixtures/call-proof.ts'
import { comeBack, expect, test } from './fixtures/pair.ts'

test('CALL1 with neither microphone nor camera the call connects, and says what is missing and what to do', async ({
  pair: { bob },
  guests,
}) => {
  const carol = await guests.signUp({ handle: 'carol', name: 'Carol Diaz' }, { fakeDevices: false })
  await connect(carol, bob)
  const { call } = carol.windows
  await expect(call.whole).toContainText('No microphone found.')
  await expect(call.whole).toContainText(/Plug one in, or go on without: you will hear .*Bob Tanaka/)
  await call.page.getByRole('button', { name: 'Go on without' }).click()
  await expect(call.whole).toContainText('No camera found.')
  await call.page.getByRole('button', { name: 'Go on without' }).click()
  await expect(call.page.getByRole('button', { name: 'Try the microphone again' })).toBeVisible()
  await whenRemotePicture(call.page)
  await expect.poll(() => pictureMovement(call.page), { timeout: 30_000 }).toBeGreaterThan(0)
  await expect(bob.windows.call.whole).toContainText('Microphone off')
  await expect(bob.windows.call.whole).toContainText('Camera off')
})

test('CALL1 where the system refuses microphone and camera, the words say so, and trying again works', async ({
  pair: { bob },
  guests,
}) => {
  const ellen = await guests.signUp({ handle: 'ellen', name: 'Ellen Woods' })
  const desktop = desktopOf(ellen.app)
  // What the app's own rule would allow, the system refuses.
  await desktop.run(({ session }) =>
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answerWith) =>
      answerWith(false),
    ),
  )
  await desktop.run(({ session }) => session.defaultSession.setPermissionCheckHandler(() => false))
  await connect(ellen, bob)
  const { call } = ellen.windows
  await expect(call.whole).toContainText('Ahoy may not use the microphone.')
  await expect(call.whole).toContainText(/Allow it in your system’s privacy settings, then try again/)
  await expect(bob.windows.call.whole).toContainText('Microphone off')
  await desktop.run(({ session }) =>
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answerWith) =>
      answerWith(true),
    ),
  )
  await desktop.run(({ session }) => session.defaultSession.setPermissionCheckHandler(() => true))
  await call.page.getByRole('button', { name: 'Try again' }).click()
  await expect(call.whole).not.toContainText('Ahoy may not use the microphone.')
  await expect(call.whole).toContainText('Ahoy may not use the camera.')
  await call.page.getByRole('button', { name: 'Try again' }).click()
  await expect(call.whole).not.toContainText('Ahoy may not use')
  await expectSeesAndHears(bob)
})

test('NET2 the directory stops in a call: the call goes on, the main window says so, and it comes back', async ({
  pair: { directory, alice, bob },
}) => {
  await connect(alice, bob)
  await expectSeesAndHears(alice)
  await directory.stop()
  try {
    for (const { windows } of [alice, bob]) {
      await expect(windows.main.page.getByText(/Ahoy can’t reach .*\. Check your network\./)).toBeVisible()
      await expect(windows.main.state).toHaveAccessibleName(/Offline/)
    }
    for (const { windows } of [alice, bob]) {
      await expectBytesGrow(windows.call.page, ['audio', 'video'])
      expect(await pictureMovement(windows.call.page)).toBeGreaterThan(0)
    }
  } finally {
    await directory.start()
  }
  for (const { windows } of [alice, bob]) await comeBack(windows.main)
  await expectSeesAndHears(bob)
  // A word that only the directory carries arrives again.
  await bob.windows.call.mute.click()
  await expect(alice.windows.call.whole).toContainText('Microphone off')
})

test('NET2 the directory cannot be reached: dialling says so where it is typed, and works once it is back', async ({
  pair: { directory, alice, bob },
}) => {
  const { main } = alice.windows
  await directory.stop()
  try {
    await expect(main.state).toHaveAccessibleName(/Offline/)
    await main.dialField.fill('@somebody')
    await expect(main.dialNote).toContainText(
      'Ahoy can’t reach the directory, so it can’t look for @somebody.',
    )
    await main.dialField.press('Enter')
    expect((await windowOf(alice.app, 'call')).isVisible).toBe(false)
    await main.dialField.fill('')
    await expect(main.page.getByRole('button', { name: 'Try now' })).toBeVisible()
  } finally {
    await directory.start()
  }
  await comeBack(main)
  await comeBack(bob.windows.main)
  await connect(alice, bob)
})

test('CALL1 a page that crashes, while it rings and in the call, comes back into the same call', async ({
  pair: { bob },
  guests,
}) => {
  const fiona = await guests.signUp({ handle: 'fiona', name: 'Fiona Weber' })
  const desktop = desktopOf(fiona.app)
  const crash = async (role: 'ring' | 'call'): Promise<void> => {
    await desktop.crashWindow((await windowOf(fiona.app, role)).id)
    await expect.poll(async () => (await windowOf(fiona.app, role)).isCrashed).toBe(false)
  }
  const shownIn = (role: 'ring' | 'call') => () =>
    runInPage(fiona.app, role, () => document.body.innerText).catch(() => '')
  const framesSeen = () =>
    runInPage(fiona.app, 'call', () => window.ahoyCallStatistics?.()?.video.framesDecoded ?? 0).catch(() => 0)
  await dial(bob.app, 'fiona')
  await expect(fiona.windows.ring.caller).toHaveText(bob.name)
  await crash('ring')
  await expect.poll(shownIn('ring')).toContain(bob.name)
  await crash('call')
  await desktop.clickTrayItem({ label: 'Answer with video' })
  await expectConnected(bob)
  await expectSeesAndHears(bob)
  await expect.poll(framesSeen).toBeGreaterThan(10)
  const emoji = await bob.windows.call.safetyEmoji.getAttribute('aria-label')

  await crash('call')
  await expect.poll(shownIn('call')).toMatch(/\d:\d\d/)
  // The page is a new one: what it counts was sent to it after the crash.
  await expect.poll(framesSeen, { timeout: 45_000 }).toBeGreaterThan(10)
  await expectConnected(bob)
  await expectSeesAndHears(bob)
  await expect(bob.windows.call.safetyEmoji).toHaveAttribute('aria-label', emoji ?? '')
  await desktop.clickTrayItem({ id: 'hang-up' })
  await expect(bob.windows.call.heading).toHaveText(/hung up/)
})

test('NET1 an app that dies in a call: the other side reads "reconnecting", then that the call was lost', {
  tag: '@beside',
}, async ({ pair: { bob }, guests }) => {
  test.setTimeout(150_000)
  const grace = await guests.signUp({ handle: 'grace', name: 'Grace Kim' })
  await connect(grace, bob)
  await expectSeesAndHears(bob)
  const lost = whenShown(bob.windows.call.page, 'The connection was lost.')
  await grace.app.kill()
  const killedAtMs = Date.now()
  await expect(bob.windows.call.whole).toContainText('Reconnecting…')
  expect((await lost) - killedAtMs).toBeLessThan(TIMES.reconnectMs + 15_000)
  await expect(bob.windows.call.whole).toContainText(/You spoke for|Check your network, then call again\./)
})
