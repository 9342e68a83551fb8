import { dial } from '../support/ahoy-person.ts'
import { desktopOf, shownNotices, trayLabels, trayTip, windowOf } from '../support/ahoy-desktop.ts'
import { callStatistics, whenShown } from '../support/page-watch.ts'
import { connect, expectConnected, expectSeesAndHears } from './fixtures/call-proof.ts'
import { expect, test } from './fixtures/pair.ts'

test('CALL1 dial, ring, answer: voice and a moving picture flow both ways; TRUST2 the same six emoji', async ({
  pair: { alice, bob },
}) => {
  await dial(alice.app, 'bob')
  await expect(alice.windows.call.whole).toContainText('Ringing…')
  await expect(bob.windows.ring.caller).toHaveText('Alice Martin')
  await expect(bob.windows.ring.whole).toContainText('@alice · Video call')
  await bob.windows.ring.answerVideo.click()
  await expectConnected(alice, bob)
  await expectSeesAndHears(alice)
  await expectSeesAndHears(bob)
  for (const { windows } of [alice, bob]) {
    const statistics = await callStatistics(windows.call.page)
    expect(statistics?.audio.codec).toBe('audio/opus')
    expect(statistics?.video.codec).toMatch(/^video\/(VP8|VP9|AV1|H264)$/)
    expect(statistics?.isRelayed).toBe(false)
  }

  const emoji = await alice.windows.call.safetyEmoji.getAttribute('aria-label')
  expect(emoji).toMatch(/^Safety emoji: (?:[^,]+, ){5}[^,]+$/)
  await expect(bob.windows.call.safetyEmoji).toHaveAttribute('aria-label', emoji ?? '')

  const shown = await alice.windows.call.timer.textContent()
  await expect(alice.windows.call.timer).not.toHaveText(shown ?? '')
  expect(await trayTip(alice.app)).toBe('Ahoy: In a call with Bob Tanaka, microphone on')
  expect(await trayLabels(bob.app)).toEqual(
    expect.arrayContaining(['In a call with Alice Martin, microphone on', 'Mute microphone', 'Hang up']),
  )
  await expect(alice.windows.main.page.getByText('In a call with Bob Tanaka')).toBeVisible()
})

test('RING2 the ring window is on top, in every space, takes no focus; the notice beside it answers', async ({
  pair: { alice, bob },
}) => {
  const desktop = desktopOf(bob.app)
  await desktop.focusWindow((await windowOf(bob.app, 'main')).id)
  await dial(alice.app, 'bob')
  await expect(bob.windows.ring.caller).toHaveText('Alice Martin')
  await expect
    .poll(() => windowOf(bob.app, 'ring'))
    .toMatchObject({ isVisible: true, isAlwaysOnTop: true, isOnAllWorkspaces: true, isFocused: false })
  expect((await windowOf(bob.app, 'main')).isFocused).toBe(true)
  const [notice] = await shownNotices(bob.app)
  expect(notice).toMatchObject({
    title: 'Alice Martin is calling',
    actions: ['Answer', 'Decline'],
    urgency: 'critical',
  })
  expect(await trayLabels(bob.app)).toEqual(
    expect.arrayContaining(['Alice Martin is calling', 'Answer with video', 'Answer with voice', 'Decline']),
  )
  await desktop.pressNotificationAction(notice?.id ?? 0, 0)
  await expectConnected(alice, bob)
  await expect.poll(async () => (await windowOf(bob.app, 'ring')).isVisible).toBe(false)
  expect(await shownNotices(bob.app)).toEqual([])
})

test('RING5 declining from the notice, and from the tray, tells the caller', async ({
  pair: { alice, bob },
}) => {
  const declineBy = {
    notice: async () => {
      const [notice] = await shownNotices(bob.app)
      await desktopOf(bob.app).pressNotificationAction(notice?.id ?? 0, 1)
    },
    tray: () => desktopOf(bob.app).clickTrayItem({ id: 'decline' }),
  }
  for (const decline of [declineBy.notice, declineBy.tray]) {
    await dial(alice.app, 'bob')
    await expect(bob.windows.ring.caller).toHaveText('Alice Martin')
    const told = whenShown(alice.windows.call.page, 'declined.')
    await decline()
    await told
    await expect.poll(async () => (await windowOf(bob.app, 'ring')).isVisible).toBe(false)
    await alice.windows.call.close.click()
  }
})

test('CALL3 mute is told to the other side; the camera goes off, avatar and light too; both come back', async ({
  pair: { alice, bob },
}) => {
  await connect(alice, bob)
  await expectSeesAndHears(alice)
  const { call: hers } = alice.windows
  const { call: his } = bob.windows

  await his.mute.click()
  await expect(hers.whole).toContainText('Microphone off')
  expect(await trayTip(bob.app)).toBe('Ahoy: In a call with Alice Martin, microphone off')
  await desktopOf(bob.app).clickTrayItem({ label: 'Mute microphone' })
  await expect(hers.whole).not.toContainText('Microphone off')

  await his.cameraOff.click()
  await expect(hers.whole).toContainText('Camera off')
  // Her window shows his avatar in the place of his picture.
  await expect(hers.page.getByText('Bob Tanaka').last()).toBeVisible()
  await expect.poll(() => shownPictures(hers.page)).toBe(1)
  await expect.poll(() => liveCameras(his.page)).toBe(0)
  await his.cameraOn.click()
  await expect.poll(() => liveCameras(his.page)).toBe(1)
  await expectSeesAndHears(alice)
})

/** The pictures that a person sees; theirs is on the page before it shows anything. */
const shownPictures = (page: Parameters<typeof callStatistics>[0]) =>
  page.evaluate(
    () =>
      [...document.querySelectorAll('video')].filter((video) =>
        video.checkVisibility({ opacityProperty: true }),
      ).length,
  )

/** The live camera tracks on the page: those that its pictures play and a person could be seen by. */
const liveCameras = (page: Parameters<typeof callStatistics>[0]) =>
  page.evaluate(() => {
    const own = [...document.querySelectorAll('video')].filter(
      (video) => getComputedStyle(video).scale !== 'none',
    )
    return own
      .flatMap((video) => (video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : []))
      .filter((track) => track.readyState === 'live').length
  })

test('CALL1 each side hangs up, both are told in words, and "Call again" calls again', async ({
  pair: { alice, bob },
}) => {
  await connect(alice, bob)
  const told = whenShown(alice.windows.call.page, 'hung up.')
  await bob.windows.call.hangUp.click()
  await told
  await expect(bob.windows.call.heading).toHaveText('You hung up.')
  await alice.windows.call.callAgain.click()
  await expect(bob.windows.ring.caller).toHaveText('Alice Martin')
  await bob.windows.ring.answerVideo.click()
  await expectConnected(alice, bob)
  const toldToo = whenShown(bob.windows.call.page, 'hung up.')
  await alice.windows.call.hangUp.click()
  await toldToo
  for (const { app } of [alice, bob])
    await expect.poll(async () => (await windowOf(app, 'call')).isVisible).toBe(false)
})

test('CALL1 a voice call from a person’s row opens no camera on either side', async ({
  pair: { alice, bob },
}) => {
  await connect(alice, bob)
  await alice.windows.call.hangUp.click()
  await alice.windows.call.close.click()

  const { main } = alice.windows
  await expect(main.people).toBeVisible()
  await main.callButton('Bob Tanaka', 'Voice').click()
  await expect(bob.windows.ring.whole).toContainText('@alice · Voice call')
  await bob.windows.ring.answerVoice.click()
  await expectConnected(alice, bob)
  for (const { windows } of [alice, bob]) {
    await expect
      .poll(async () => (await callStatistics(windows.call.page))?.audio.totalAudioEnergy ?? 0, {
        timeout: 30_000,
      })
      .toBeGreaterThan(0)
    await expect(windows.call.cameraOn).toBeVisible()
    expect(await shownPictures(windows.call.page)).toBe(0)
  }
})

test('CALL3 closing the call window never hangs up; the tray and the main window show it again', async ({
  pair: { alice, bob },
}) => {
  await connect(alice, bob)
  const desktop = desktopOf(alice.app)
  await desktop.closeWindow((await windowOf(alice.app, 'call')).id)
  await expect.poll(async () => (await windowOf(alice.app, 'call')).isVisible).toBe(false)
  await expectSeesAndHears(bob)
  await desktop.clickTrayItem({ label: 'Show the call' })
  await expect.poll(async () => (await windowOf(alice.app, 'call')).isVisible).toBe(true)
  await expectSeesAndHears(alice)
})

test('CALL9 HIST1 a call back from Recents, answered and hung up from the tray', async ({
  pair: { alice, bob },
}) => {
  await dial(alice.app, 'bob')
  await expect(bob.windows.ring.caller).toHaveText('Alice Martin')
  await bob.windows.ring.decline.click()
  await alice.windows.call.close.click()

  const { main } = bob.windows
  await main.tab('Recents').click()
  await expect(main.recentCalls.first()).toContainText('Alice Martin')
  await expect(main.recentCalls.first()).toContainText('You declined')
  await main.recentCalls.first().getByRole('button', { name: 'Video call with Alice Martin' }).click()
  await expect(alice.windows.ring.caller).toHaveText('Bob Tanaka')
  await desktopOf(alice.app).clickTrayItem({ label: 'Answer with video' })
  await expectConnected(alice, bob)
  const told = whenShown(bob.windows.call.page, 'hung up.')
  await desktopOf(alice.app).clickTrayItem({ id: 'hang-up' })
  await told
})
