import { openAhoyPair } from './ahoy-pair.ts'
import { atMost, quantile, ratioOf, type Ratio, spreadOf, type Verdict } from './figures.ts'
import type { CallRow } from './page-recorder.ts'
import { openPeerJsPair } from './peerjs-pair.ts'
import { machineFacts, type MachineFacts } from './report-file.ts'
import { writeVoiceFile } from './voice-file.ts'

export type CallBenchOptions = {
  readonly pairs: number
  readonly delaysMs: readonly number[]
  readonly offlineCalls: number
  /** Where the made-up microphone's sound goes while the bench runs. */
  readonly voiceFile: string
  readonly say: (line: string) => void
}

type Row = CallRow & { readonly dialToRingMs?: number; readonly isWarmUp: boolean }
type Compared = {
  readonly roundTripMs: number
  readonly way: CallRow['way']
  readonly picture: ReturnType<typeof spreadOf>
  readonly voice: ReturnType<typeof spreadOf>
  /** Ahoy's time over this way's; null for Ahoy itself. */
  readonly pictureRatio: Ratio | null
  readonly voiceRatio: Ratio | null
}
export type CallBench = {
  readonly machine: MachineFacts
  readonly compared: readonly Compared[]
  readonly dialToRing: {
    readonly n: number
    readonly p50: number
    readonly p95: number
    readonly max: number
  }
  readonly offline: { readonly ahoyMs: readonly number[]; readonly peerJsMs: readonly number[] }
  readonly verdicts: readonly Verdict[]
  readonly rows: readonly Row[]
}

/** The delay at which the targets are set. */
const TARGET_DELAY_MS = 50
const WARM_UPS = 2

export async function runCallBench(options: CallBenchOptions): Promise<CallBench> {
  const { pairs, delaysMs, offlineCalls, say } = options
  const machine = machineFacts()
  writeVoiceFile(options.voiceFile)
  const flags = [`--use-file-for-fake-audio-capture=${options.voiceFile}`]
  say('Starting two apps and two browsers …')
  const ahoy = await openAhoyPair(flags)
  const peerJs = await openPeerJsPair(flags).catch(async (error: unknown) => {
    await ahoy.close()
    throw error
  })
  const rows: Row[] = []
  const run = async (way: CallRow['way'], roundTripMs: number, isWarmUp: boolean) => {
    const row = way === 'ahoy' ? await ahoy.call(roundTripMs) : await peerJs.call(way, roundTripMs)
    rows.push({ ...row, isWarmUp })
    const { picture, voice } = row
    say(
      `${isWarmUp ? 'warm-up ' : ''}${roundTripMs} ms ${way}: picture ${picture.caller.toFixed(0)}/${picture.callee.toFixed(0)}, voice ${voice.caller.toFixed(0)}/${voice.callee.toFixed(0)} ms (caller/callee)`,
    )
  }
  try {
    for (let index = 0; index < WARM_UPS; index += 1)
      for (const way of ['ahoy', 'peerjs', 'new-peer'] as const) await run(way, 0, true)
    for (const delayMs of delaysMs) {
      for (let index = 0; index < pairs; index += 1) {
        await run('ahoy', delayMs, false)
        await run('peerjs', delayMs, false)
        if (delayMs === TARGET_DELAY_MS) await run('new-peer', delayMs, false)
      }
    }
    const offline = { ahoyMs: new Array<number>(), peerJsMs: new Array<number>() }
    for (let index = 0; index < offlineCalls; index += 1) {
      offline.ahoyMs.push(await ahoy.callOffline())
      offline.peerJsMs.push(await peerJs.callAbsent())
    }
    return summarize(machine, rows, offline)
  } finally {
    await Promise.all([ahoy.close(), peerJs.close()])
  }
}

function summarize(machine: MachineFacts, rows: readonly Row[], offline: CallBench['offline']): CallBench {
  const measured = rows.filter(({ isWarmUp }) => !isWarmUp)
  const delays = [...new Set(measured.map(({ roundTripMs }) => roundTripMs))]
  const compared = delays.flatMap((delayMs) => compareAt(delayMs, measured))
  const rings = measured.flatMap(({ roundTripMs, dialToRingMs }) =>
    roundTripMs === 0 && dialToRingMs !== undefined ? [dialToRingMs] : [],
  )
  const dialToRing = {
    n: rings.length,
    p50: quantile(rings, 0.5),
    p95: quantile(rings, 0.95),
    max: Math.max(...rings),
  }
  return { machine, compared, dialToRing, offline, verdicts: judge(compared, dialToRing, offline), rows }
}

function compareAt(roundTripMs: number, rows: readonly Row[]): Compared[] {
  const of = (way: CallRow['way'], kind: 'picture' | 'voice') =>
    rows.filter((row) => row.way === way && row.roundTripMs === roundTripMs).map((row) => row[kind].worse)
  const ways = (['ahoy', 'peerjs', 'new-peer'] as const).filter((way) => of(way, 'picture').length > 0)
  return ways.map((way) => ({
    roundTripMs,
    way,
    picture: spreadOf(of(way, 'picture')),
    voice: spreadOf(of(way, 'voice')),
    pictureRatio: way === 'ahoy' ? null : ratioOf(of('ahoy', 'picture'), of(way, 'picture')),
    voiceRatio: way === 'ahoy' ? null : ratioOf(of('ahoy', 'voice'), of(way, 'voice')),
  }))
}

function judge(
  compared: readonly Compared[],
  dialToRing: CallBench['dialToRing'],
  { ahoyMs, peerJsMs }: CallBench['offline'],
): Verdict[] {
  const ratioTo = (way: CallRow['way']) =>
    compared.find((row) => row.way === way && row.roundTripMs === TARGET_DELAY_MS)?.pictureRatio
  const to = (way: CallRow['way'], words: string, limit: number) => {
    const ratio = ratioTo(way)
    return ratio ? [atMost(`picture at ${TARGET_DELAY_MS} ms, of ${words}`, ratio.ofMedians, limit)] : []
  }
  return [
    ...to('peerjs', 'the README pattern', 0.9),
    ...to('new-peer', 'a new Peer after the click', 0.6),
    ...(dialToRing.n > 0 ? [atMost('dial to ring, p95', dialToRing.p95, 300, 'ms')] : []),
    ...(ahoyMs.length > 0
      ? [atMost("told that nobody is there, of PeerJS's time", ratioOf(ahoyMs, peerJsMs).ofMedians, 0.05)]
      : []),
  ]
}
