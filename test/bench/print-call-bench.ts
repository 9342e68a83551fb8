import { quantile, ratioOf, round, spreadOf, tableOf, verdictTable } from './figures.ts'
import type { CallRow } from './page-recorder.ts'
import type { CallBench } from './run-call-bench.ts'

const NAMES: Record<CallRow['way'], string> = {
  ahoy: 'Ahoy',
  peerjs: 'README pattern',
  'new-peer': 'new Peer after the click',
}

export function printCallBench(bench: CallBench, hasTrace: boolean): string {
  const { machine, verdicts } = bench
  return [
    `${machine.startedAt}, ${machine.platform}, ${machine.cores} cores, ${machine.node}, load before ${machine.loadBefore.map((load) => round(load, 1)).join(' ')}`,
    '',
    'From the press of Accept to the first real picture and voice at the later of the two sides, in ms.',
    'Ratios: Ahoy over that way, of the medians / median of the pairs.',
    compareTable(bench),
    '',
    ...dialLine(bench),
    ...offlineLine(bench),
    '',
    verdictTable(verdicts),
    ...(hasTrace ? ['', traces(bench)] : []),
  ].join('\n')
}

/** Nothing where no call was made without a delay. */
const dialLine = ({ dialToRing: { n, p50, p95, max } }: CallBench): string[] =>
  n === 0
    ? []
    : [`Dial to ring on an idle device: p50 ${round(p50)}, p95 ${round(p95)}, max ${round(max)} ms (n ${n})`]

/** Nothing where nobody was called who is not there. */
function offlineLine({ offline: { ahoyMs, peerJsMs } }: CallBench): string[] {
  if (ahoyMs.length === 0) return []
  const [ahoy, peerJs] = [spreadOf(ahoyMs), spreadOf(peerJsMs)]
  const ratio = round(ratioOf(ahoyMs, peerJsMs).ofMedians, 3)
  return [
    `Nobody there, until the caller is told: Ahoy ${round(ahoy.p50)} ms, PeerJS ${round(peerJs.p50)} ms (medians of ${ahoy.n}), ratio ${ratio}`,
  ]
}

const compareTable = ({ compared }: CallBench): string =>
  tableOf([
    ['delay', 'way', 'n', 'picture p50', 'p90', 'max', 'ratio', 'voice p50', 'p90', 'max', 'ratio'],
    ...compared.map(({ roundTripMs, way, picture, voice, pictureRatio, voiceRatio }) => [
      `${roundTripMs}`,
      NAMES[way],
      `${picture.n}`,
      round(picture.p50),
      round(picture.p90),
      round(picture.max),
      pictureRatio ? `${round(pictureRatio.ofMedians, 2)} / ${round(pictureRatio.paired, 2)}` : '',
      round(voice.p50),
      round(voice.p90),
      round(voice.max),
      voiceRatio ? `${round(voiceRatio.ofMedians, 2)} / ${round(voiceRatio.paired, 2)}` : '',
    ]),
  ])

/** What the browser did in the median call of each way and delay. */
function traces({ compared, rows }: CallBench): string {
  return compared
    .map(({ roundTripMs, way }) => {
      const calls = rows.filter((row) => row.way === way && row.roundTripMs === roundTripMs && !row.isWarmUp)
      const medianMs = quantile(
        calls.map((row) => row.picture.worse),
        0.5,
      )
      const row = calls.find((call) => call.picture.worse === medianMs)
      const lines = (['caller', 'callee'] as const).flatMap((side) =>
        (row?.trace[side] ?? [])
          .filter(({ what }) => what !== 'addIceCandidate')
          .map(({ what, atMs }) => ({ atMs, text: `${round(atMs).padStart(6)}  ${side}  ${what}` })),
      )
      const sorted = lines.toSorted((a, b) => a.atMs - b.atMs).map(({ text }) => text)
      return [`${NAMES[way]} at ${roundTripMs} ms`, ...sorted].join('\n')
    })
    .join('\n\n')
}
