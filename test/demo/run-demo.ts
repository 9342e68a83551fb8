import { join } from 'node:path'
import { startDirectory } from '../../src/directory/directory.ts'
import { type AhoyApp, launchAhoy } from '../support/ahoy-app.ts'
import { answer, dial, firstRun, hangUp } from '../support/ahoy-person.ts'
import {
  callStatistics,
  pictureMovement,
  whenRemotePicture,
  whenRemoteVoice,
  whenShown,
} from '../support/page-watch.ts'

export type DemoOptions = {
  readonly headed: boolean
  /** The folder that the pictures go to. */
  readonly pictures: string
  readonly say: (line: string) => void
}

type Flow = { readonly codec: string | null; readonly bytesSent: number; readonly bytesReceived: number }
export type DemoSide = {
  readonly name: string
  readonly safetyEmoji: string
  readonly audio: Flow
  readonly video: Flow
  /** From 0 to 1. */
  readonly pictureMovement: number
}
export type DemoReport = {
  readonly host: string
  readonly timeline: readonly { readonly what: string; readonly atMs: number }[]
  readonly sides: readonly DemoSide[]
  readonly failures: readonly string[]
}

/** Two apps and a directory: Alice calls Bob, he answers, both see and hear each other, she hangs up. */
export async function runDemo({ headed, pictures, say }: DemoOptions): Promise<DemoReport> {
  const directory = await startDirectory({ dataDir: 'memory', port: 0, registration: 'open' })
  if (!directory.ok) throw new Error(`The directory did not start: ${directory.error.kind}`)
  const apps: AhoyApp[] = []
  try {
    say('Starting two apps …')
    const alice = await launchAhoy({ name: 'alice', headed })
    apps.push(alice)
    const bob = await launchAhoy({ name: 'bob', headed })
    apps.push(bob)
    const address = `127.0.0.1:${directory.value.port}`
    await firstRun(alice, { handle: 'alice', name: 'Alice Martin' }, { kind: 'join', address })
    await firstRun(bob, { handle: 'bob', name: 'Bob Tanaka' }, { kind: 'join', address })
    return await call(alice, bob, pictures)
  } finally {
    await Promise.all(apps.map((app) => app.close()))
    await directory.value.close()
  }
}

async function call(alice: AhoyApp, bob: AhoyApp, pictures: string): Promise<DemoReport> {
  let step = 0
  const picture = async (app: AhoyApp, role: 'main' | 'ring' | 'call', what: string) => {
    step += 1
    const page = await app.page(role)
    await page.screenshot({
      path: join(pictures, `${String(step).padStart(2, '0')}-${app.name}-${what}.png`),
    })
  }
  const [aliceCall, bobCall, bobRing] = await Promise.all([
    alice.page('call'),
    bob.page('call'),
    bob.page('ring'),
  ])
  const ringsOut = whenShown(aliceCall, 'Ringing')
  const rings = whenShown(bobRing, 'Alice Martin')
  await picture(bob, 'main', 'main')
  const dialledAt = await dialAndNote(alice)
  const [ringingOutAt, ringingAt] = await Promise.all([ringsOut, rings])
  await picture(bob, 'ring', 'ringing')
  await picture(alice, 'call', 'ringing-out')

  const seen = [aliceCall, bobCall].map(async (page) => ({
    picture: await whenRemotePicture(page),
    voice: await whenRemoteVoice(page),
  }))
  const acceptedAt = Date.now()
  await answer(bob)
  const [atAlice, atBob] = await Promise.all(seen)
  if (!atAlice || !atBob) throw new Error('no picture came')
  await aliceCall.getByRole('button', { name: /safety emoji/i }).waitFor()
  await bobCall.getByRole('button', { name: /safety emoji/i }).waitFor()
  const sides = [await readSide(alice), await readSide(bob)]
  await picture(alice, 'call', 'in-call')
  await picture(bob, 'call', 'in-call')

  const ended = whenShown(bobCall, 'hung up')
  const hungUpAt = Date.now()
  await hangUp(alice)
  const endedAt = await ended
  await picture(bob, 'call', 'ended')
  await picture(alice, 'main', 'main-after')

  const at = (what: string, atMs: number) => ({ what, atMs: atMs - dialledAt })
  const timeline = [
    at('Alice dials', dialledAt),
    at('rings at Bob', ringingAt),
    at('Alice is told that it rings', ringingOutAt),
    at('Bob accepts', acceptedAt),
    at("Bob sees Alice's first real frame", atBob.picture),
    at("Alice sees Bob's first real frame", atAlice.picture),
    at("Bob has heard Alice's voice", atBob.voice),
    at("Alice has heard Bob's voice", atAlice.voice),
    at('Alice hangs up', hungUpAt),
    at('Bob is told', endedAt),
  ].toSorted((a, b) => a.atMs - b.atMs)
  return { host: alice.host.kind, timeline, sides, failures: findFailures(sides) }
}

/** The moment of the key press, without the time that the looking up took before it. */
async function dialAndNote(alice: AhoyApp): Promise<number> {
  const page = await alice.page('main')
  const pressed = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const note = (event: KeyboardEvent) => {
          if (event.key === 'Enter') resolve(performance.timeOrigin + performance.now())
        }
        document.addEventListener('keydown', note, { capture: true })
      }),
  )
  const [at] = await Promise.all([pressed, dial(alice, 'bob')])
  return at
}

async function readSide(app: AhoyApp): Promise<DemoSide> {
  const page = await app.page('call')
  const statistics = await callStatistics(page)
  const label = await page.getByRole('button', { name: /safety emoji/i }).getAttribute('aria-label')
  if (!statistics) throw new Error(`no statistics at ${app.name}`)
  const flow = ({ codec, bytesSent, bytesReceived }: Flow): Flow => ({ codec, bytesSent, bytesReceived })
  return {
    name: app.name,
    safetyEmoji: (label ?? '').replace(/^[^:]*: */, ''),
    audio: flow(statistics.audio),
    video: flow(statistics.video),
    pictureMovement: await pictureMovement(page),
  }
}

function findFailures(sides: readonly DemoSide[]): string[] {
  const failures = sides.flatMap((side) => [
    ...(['audio', 'video'] as const).flatMap((kind) => [
      ...(side[kind].bytesSent > 0 ? [] : [`no ${kind} left ${side.name}`]),
      ...(side[kind].bytesReceived > 0 ? [] : [`no ${kind} reached ${side.name}`]),
    ]),
    ...(side.pictureMovement > 0 ? [] : [`the picture that ${side.name} sees does not move`]),
  ])
  const [first, second] = sides
  if (!first?.safetyEmoji || first.safetyEmoji !== second?.safetyEmoji)
    failures.push('the safety emoji differ')
  return failures
}
