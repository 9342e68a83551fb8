import { connect, expectSeesAndHears } from './fixtures/call-proof.ts'
import { expect } from './fixtures/pair.ts'
import { test } from './fixtures/tapped.ts'

test('NET1 an answer that is lost on its way costs seconds, not the call', async ({
  tapped: { tap, alice, bob },
}) => {
  const lost = tap.loseNext(({ text }) => text.includes('"type":"answer","sdp"'))
  await connect(alice, bob)
  expect(lost()).toMatch(/"procedure":"call.signal"/)
  await expectSeesAndHears(alice)
  await expectSeesAndHears(bob)
})
