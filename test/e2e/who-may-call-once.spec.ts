import { desktopOf } from '../support/ahoy-desktop.ts'
import { onCallersPage } from '../support/ahoy-person.ts'
import { callersView } from '../support/ahoy-windows.ts'
import { expect, type Side } from './fixtures/pair.ts'
import { expectRefused, expectRinging, expectRings } from './fixtures/ring-proof.ts'
import { letRing, letRingAsAtFirst, NOT_AMONG, test } from './fixtures/three.ts'

const ASKED = {
  reason: 'You have asked Bob Tanaka to let you call.',
  step: 'Wait for the answer, or take your request back.',
} as const

/** From the locked button to the request: the reason, the next step, one line of text. */
async function askToCall(caller: Side, callee: Side, text: string): Promise<void> {
  const { page, callButton, personRow } = caller.windows.main
  await callButton(callee.name, 'Video').press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Ask to call' }).click()
  const ask = page.getByRole('dialog', { name: `Ask ${callee.name} to let you call` })
  await ask.getByLabel('A line about you, if you like').fill(text)
  await ask.getByRole('button', { name: 'Ask to call' }).click()
  await page.getByRole('dialog', { name: 'You have asked' }).getByRole('button', { name: 'Done' }).click()
  await expect(personRow(callee.name).first()).toContainText('Asked to call')
}

const answerRequest = (callee: Side, label: string): Promise<void> =>
  onCallersPage(callee.app, ({ page }) => page.getByRole('button', { name: label }).click())

const removeException = (callee: Side, name: string): Promise<void> =>
  onCallersPage(callee.app, ({ page }) =>
    page.getByRole('button', { name: `Remove the exception for ${name}` }).click(),
  )

test('CAN7 a stranger asks to call; Bob sees who, and lets them once, always or never', async ({
  pair: { bob, administer },
  stranger,
}) => {
  const { strip, request } = callersView(bob.windows.main.page)
  await letRing(bob, 'book')
  await administer('verify @stranger')
  await expectRefused(stranger, bob, NOT_AMONG)
  await askToCall(stranger, bob, 'Sam from the harbour office, about the crane')
  await expectRefused(stranger, bob, ASKED)
  await expect(strip).toContainText('1 person asks to call you')
  await onCallersPage(bob.app, async ({ page }) => {
    for (const words of [
      'Sam Stranger',
      '@stranger',
      'Sam from the harbour office, about the crane',
      'Not among your people',
      /Checked: .* says it knows who this is/,
    ])
      await expect(request(stranger.name)).toContainText(words)
    await page.getByRole('button', { name: 'Let Sam Stranger ring once' }).click()
    await expect(request(stranger.name)).toHaveCount(0)
  })
  await expectRings(stranger, bob, 'You said they may ring once · Checked by the directory')
  await expectRefused(stranger, bob, NOT_AMONG)

  await askToCall(stranger, bob, '')
  await answerRequest(bob, 'Always let Sam Stranger ring')
  await expectRings(stranger, bob, 'You always let them ring')
  await removeException(bob, stranger.name)
  await expectRefused(stranger, bob, NOT_AMONG)

  await askToCall(stranger, bob, 'Once more')
  await answerRequest(bob, 'Never let Sam Stranger ring')
  await expectRefused(stranger, bob, {
    reason: 'Bob Tanaka does not take calls from you.',
    step: 'Try again later, or reach them another way.',
  })
  await removeException(bob, stranger.name)
  await administer('verify @stranger --remove')
  await letRingAsAtFirst(bob)
})

/** Bob makes a ring pass, for one person or for anyone, and reads its link. */
async function makePass(who: Side, forHandle: string | null): Promise<string> {
  let link = ''
  await onCallersPage(who.app, async ({ page }) => {
    await page.getByRole('button', { name: 'Make a ring pass' }).click()
    if (forHandle !== null) {
      await page.getByRole('radio', { name: 'One person' }).click()
      await page.getByLabel('Their handle').fill(forHandle)
    }
    await page.getByRole('button', { name: 'Make the link' }).click()
    link = (await page.getByText(/^ahoy:/).textContent()) ?? ''
    await page.getByRole('button', { name: 'Done' }).click()
  })
  return link
}

/** The link arrives as the system hands it over. It only fills in; Enter rings. */
async function ringWithPass({ app, windows: { main } }: Side, link: string): Promise<void> {
  await desktopOf(app).openUrl(link)
  await expect(main.dialNote).toHaveText('You have a ring pass from @bob: it lets you ring once.')
  await expect(main.personRow('Bob Tanaka')).toBeVisible()
  await main.dialField.press('Control+Enter')
}

async function expectPassRefused({ windows: { call } }: Side, callee: Side): Promise<void> {
  await expect(call.heading).toHaveText(
    /The ring pass from .*Bob Tanaka.* was used already, or is no longer good\./,
  )
  await expect(call.whole).toContainText('You can ask to call.')
  expect(await callee.windows.ring.caller.count()).toBe(0)
  await call.close.click()
  await expect(call.heading).toHaveCount(0)
}

test('CAN7 a ring pass lets its holder ring once, and nobody else; used or foreign it is refused in words', async ({
  pair: { alice, bob },
  stranger,
}) => {
  await letRing(bob)
  const forAnyone = await makePass(bob, null)
  await expectRefused(stranger, bob, NOT_AMONG)
  await ringWithPass(stranger, forAnyone)
  await expectRinging(stranger, bob, 'Rings once, with your ring pass')
  await ringWithPass(stranger, forAnyone)
  await expectPassRefused(stranger, bob)

  const forAlice = await makePass(bob, alice.handle)
  await ringWithPass(stranger, forAlice)
  await expectPassRefused(stranger, bob)
  await ringWithPass(alice, forAlice)
  await expectRinging(alice, bob, 'Rings once, with your ring pass')
  await onCallersPage(bob.app, async ({ page }) => {
    await expect(page.getByText(/^Used by @stranger, /)).toBeVisible()
    await expect(page.getByText(/^Used by @alice, /)).toBeVisible()
  })
  await letRingAsAtFirst(bob)
})
