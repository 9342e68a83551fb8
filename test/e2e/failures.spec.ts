import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchAhoy } from '../support/ahoy-app.ts'
import { answer, dial } from '../support/ahoy-person.ts'
import { whenShown } from '../support/page-watch.ts'
import { windowsOf } from '../support/ahoy-windows.ts'
import { connect, expectConnected, expectSeesAndHears } from './fixtures/call-proof.ts'
import { attachWhenFailed, calmDown, expect, type Side, signUp, test } from './fixtures/pair.ts'

/** The same person, on the same disk, after the app was ended in whatever way. */
async function startAgain(before: Side, userDataDir: string): Promise<Side> {
  const app = await launchAhoy({ name: before.handle, onlyStandIn: true, userDataDir })
  const windows = await windowsOf(app)
  await expect(windows.main.state).toHaveAccessibleName(/Available/)
  return { ...before, app, windows }
}

test('RING8 CALL1 an app that is killed while it rings rings again; killed in a call, it ends the call for both', async ({
  pair: { address, bob },
  folder,
}, testInfo) => {
  test.setTimeout(180_000)
  let hanna = await signUp({ handle: 'hanna', name: 'Hanna Lund' }, address, { userDataDir: folder })
  try {
    await dial(bob.app, 'hanna')
    await expect(hanna.windows.ring.caller).toHaveText(bob.name)
    await hanna.app.kill()
    hanna = await startAgain(hanna, folder)
    await expect(hanna.windows.ring.caller).toHaveText(bob.name)
    await answer(hanna.app)
    await expectConnected(hanna, bob)
    await expectSeesAndHears(bob)

    const told = whenShown(bob.windows.call.page, 'The call could not connect.')
    await hanna.app.kill()
    hanna = await startAgain(hanna, folder)
    await told
    await calmDown(bob)
    await connect(hanna, bob)
    await expectSeesAndHears(hanna)
  } finally {
    await attachWhenFailed(testInfo, hanna, bob)
    await calmDown(bob)
    await hanna.app.close()
  }
})

test(
  'ID2 a settings file that is empty, cut off, or of a newer version costs no identity, and is spoken of',
  {
    tag: '@beside',
  },
  async ({ pair: { address }, folder }, testInfo) => {
    test.setTimeout(180_000)
    let ivan = await signUp({ handle: 'ivan', name: 'Ivan Petrov' }, address, { userDataDir: folder })
    const file = join(folder, 'settings.json')
    const trouble: readonly (readonly [string, RegExp])[] = [
      ['', /Your settings file was damaged/],
      ['{"version":1,"sett', /Your settings file was damaged/],
      ['{"version":999,"somethingNew":true}', /A newer Ahoy wrote your settings/],
    ]
    try {
      for (const [content, words] of trouble) {
        await ivan.app.close()
        writeFileSync(file, content)
        ivan = await startAgain(ivan, folder)
        await expect(ivan.windows.main.page.getByText(words)).toBeVisible()
        await expect(ivan.windows.main.page.getByText('Ivan Petrov').first()).toBeVisible()
      }
      expect(existsSync(file) && readFileSync(file, 'utf8')).toBe('{"version":999,"somethingNew":true}')
    } finally {
      await attachWhenFailed(testInfo, ivan)
      await ivan.app.close()
    }
  },
)
