import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answer, dial } from '../support/ahoy-person.ts'
import { whenShown } from '../support/page-watch.ts'
import { connect, expectConnected, expectSeesAndHears } from './fixtures/call-proof.ts'
import { calmDown, expect, test } from './fixtures/pair.ts'

test('RING8 CALL1 an app that is killed while it rings rings again; killed in a call, it ends the call for both', async ({
  pair: { bob },
  guests,
}) => {
  test.setTimeout(180_000)
  let hanna = await guests.signUp({ handle: 'hanna', name: 'Hanna Lund' })
  await dial(bob.app, 'hanna')
  await expect(hanna.windows.ring.caller).toHaveText(bob.name)
  await hanna.app.kill()
  hanna = await guests.startAgain(hanna)
  await expect(hanna.windows.ring.caller).toHaveText(bob.name)
  await answer(hanna.app)
  await expectConnected(hanna, bob)
  await expectSeesAndHears(bob)

  const told = whenShown(bob.windows.call.page, 'The call could not connect.')
  await hanna.app.kill()
  hanna = await guests.startAgain(hanna)
  await told
  await calmDown(bob)
  await connect(hanna, bob)
  await expectSeesAndHears(hanna)
})

test('ID2 a settings file that is empty, cut off, or of a newer version costs no identity, and is spoken of', {
  tag: '@beside',
}, async ({ guests }) => {
  test.setTimeout(180_000)
  let ivan = await guests.signUp({ handle: 'ivan', name: 'Ivan Petrov' })
  const file = join(ivan.app.userDataDir, 'settings.json')
  const trouble: readonly (readonly [string, RegExp])[] = [
    ['', /Your settings file was damaged/],
    ['{"version":1,"sett', /Your settings file was damaged/],
    ['{"version":999,"somethingNew":true}', /A newer Ahoy wrote your settings/],
  ]
  for (const [content, words] of trouble) {
    await ivan.app.close()
    writeFileSync(file, content)
    ivan = await guests.startAgain(ivan)
    await expect(ivan.windows.main.page.getByText(words)).toBeVisible()
    await expect(ivan.windows.main.page.getByText('Ivan Petrov').first()).toBeVisible()
  }
  expect(existsSync(file) && readFileSync(file, 'utf8')).toBe('{"version":999,"somethingNew":true}')
})
