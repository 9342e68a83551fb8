import { lockFolder } from '../support/locked-folder.ts'
import { connect, expectSeesAndHears } from './fixtures/call-proof.ts'
import { expect, test } from './fixtures/pair.ts'

test('ID2 RING1 with a folder that cannot be written nobody becomes unreachable, and a change that is lost is spoken of', async ({
  pair: { bob },
  guests,
}) => {
  test.setTimeout(120_000)
  const before = await guests.signUp({ handle: 'nora', name: 'Nora Lind' })
  await before.app.close()
  const locked = lockFolder(before.app.userDataDir)
  test.skip(locked === null, 'nothing on this computer can lock a folder against this account')
  if (!locked) return
  try {
    const nora = await guests.startAgain(before, { computer: locked.computer })
    const { main } = nora.windows
    await main.tab('Settings').click()
    await main.page.getByRole('radio', { name: 'Dark' }).click()
    await expect(main.page.getByText(/Ahoy can’t save your settings/)).toBeVisible()
    await expect(main.page.getByRole('radio', { name: 'Dark' })).not.toBeChecked()

    await main.tab('People').click()
    await connect(bob, nora)
    await expectSeesAndHears(bob)
    await expectSeesAndHears(nora)
  } finally {
    locked.unlock()
  }
})
