import { launchAhoy } from '../support/ahoy-app.ts'
import { windowsOf } from '../support/ahoy-windows.ts'
import { lockFolder } from '../support/locked-folder.ts'
import { connect, expectSeesAndHears } from './fixtures/call-proof.ts'
import { attachWhenFailed, calmDown, expect, signUp, test } from './fixtures/pair.ts'

test('ID2 RING1 with a folder that cannot be written nobody becomes unreachable, and a change that is lost is spoken of', async ({
  pair: { address, bob },
  folder,
}, testInfo) => {
  test.setTimeout(120_000)
  const locked = lockFolder(folder)
  test.skip(locked === null, 'nothing on this computer can lock a folder against this account')
  if (!locked) return
  locked.unlock()
  let nora = await signUp({ handle: 'nora', name: 'Nora Lind' }, address, { userDataDir: folder })
  await nora.app.close()
  const again = lockFolder(folder)
  try {
    const app = await launchAhoy({
      name: nora.handle,
      onlyStandIn: true,
      userDataDir: folder,
      ...(again && { computer: again.computer }),
    })
    nora = { ...nora, app, windows: await windowsOf(app) }
    const { main } = nora.windows
    await expect(main.state).toHaveAccessibleName(/Available/)
    await main.tab('Settings').click()
    await main.page.getByRole('radio', { name: 'Dark' }).click()
    await expect(main.page.getByText(/Ahoy can’t save your settings/)).toBeVisible()
    await expect(main.page.getByRole('radio', { name: 'Dark' })).not.toBeChecked()

    await main.tab('People').click()
    await connect(bob, nora)
    await expectSeesAndHears(bob)
    await expectSeesAndHears(nora)
  } finally {
    again?.unlock()
    await attachWhenFailed(testInfo, nora, bob)
    await calmDown(bob)
    await nora.app.close()
  }
})
