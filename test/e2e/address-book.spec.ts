import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { chooseFromMenu } from '../support/ahoy-person.ts'
import { desktopOf } from '../support/ahoy-desktop.ts'
import { expect, test } from './fixtures/pair.ts'
import { bringAmongPeople, expectRefused, expectRings } from './fixtures/ring-proof.ts'
import { letRing } from './fixtures/three.ts'

const card = (...lines: readonly string[]): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')

const MANY = 300

/** As another program saves it: people without a handle, one with, and a few that are not as they should be. */
const FILE = [
  ...Array.from({ length: MANY }, (_, index) =>
    card(`FN:Person ${index}`, `TEL;TYPE=CELL:+49 30 ${1_000 + index}`),
  ),
  card('FN:Ali from school', 'IMPP:ahoy:@alice', 'NOTE:Owes me a sandwich', 'TEL:+49 30 5'),
  card('FN:Mallory Afar', 'IMPP:ahoy:@mallory@elsewhere.example'),
  card('FN:Person 7', 'TEL;TYPE=CELL:+49 30 1007', 'EMAIL:seven@example.org'),
  card('TEL:+49 30 6'),
].join('')
/** Of the cards one is about somebody twice, and one has no name. */
const PEOPLE = MANY + 2

/** A file let go over the window, as it comes from the desktop. */
async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    (file) => {
      const held = new DataTransfer()
      held.items.add(new File([file.text], file.name, { type: 'text/vcard' }))
      return held
    },
    { name, text },
  )
  for (const event of ['dragover', 'drop']) await page.locator('body').dispatchEvent(event, { dataTransfer })
}

const paste = (page: Page, text: string): Promise<void> =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)

test('CAN9 a file of hundreds is shown, imported with a report, and lets its people ring; the export reads back', async ({
  pair: { alice },
  guests,
  folder,
}) => {
  const owner = await guests.signUp({ handle: 'olga', name: 'Olga Novak' })
  const { page } = owner.windows.main
  const target = join(folder, 'people.vcf')
  await bringAmongPeople(alice, owner)
  await letRing(owner, 'book')
  await expectRefused(alice, owner, {
    reason: 'Olga Novak lets only some people call, and you are not among them.',
    step: 'You can ask to call.',
  })

  await page.getByRole('button', { name: 'Address book' }).click()
  await dropFile(page, 'phone.vcf', FILE)
  await expect(page.getByRole('heading', { name: 'In phone.vcf' })).toBeVisible()
  for (const words of [
    `${PEOPLE} new people`,
    '1 card left out',
    '1 card about somebody twice: made one',
    '1 with a handle on another directory: comes without it',
  ])
    await expect(page.getByText(words, { exact: true })).toBeVisible()
  await page.getByRole('button', { name: `Import ${PEOPLE} people` }).click()
  await expect(page.getByRole('heading', { name: 'Your people are here' })).toBeVisible()
  await expect(page.getByText(`${PEOPLE} people added`)).toBeVisible()
  const report = page.getByRole('group', { name: 'What was left out, or changed' })
  await expect(report).toContainText('Left out: no name, no organisation and no mail address')
  await expect(report).toContainText('Without @mallory@elsewhere.example: that is another directory')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('heading', { name: 'Address book' })).toContainText(`${PEOPLE} people`)

  // By the rule of the address book, with nothing else changed.
  await expectRings(alice, owner, 'In your address book')

  await desktopOf(owner.app).answerNextDialog({ kind: 'save', filePath: target })
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export to a file' }).click()
  await expect(page.getByText(`${PEOPLE} people saved in the file`)).toBeVisible()
  const written = readFileSync(target, 'utf8')
  expect(written.match(/^BEGIN:VCARD/gm)).toHaveLength(PEOPLE)
  expect(written).toMatch(/^IMPP:ahoy:@alice@/m)
  expect(written).toContain('NOTE:Owes me a sandwich')
  expect(written).toContain('+49 30 1299')
  await paste(page, written)
  await expect(page.getByText('Everybody in this file is in your address book already.')).toBeVisible()
  await chooseFromMenu(alice.app, owner.handle, 'Unfollow')
})
