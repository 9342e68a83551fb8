import { round, tableOf, verdictTable } from './figures.ts'
import type { DirectoryBench, IdleCost, InviteRound } from './run-directory-bench.ts'

export function printDirectoryBench({
  machine,
  directory,
  peerServer,
  peerServerWithFlags,
  rounds,
  verdicts,
}: DirectoryBench): string {
  return [
    `${machine.startedAt}, ${machine.platform}, ${machine.cores} cores, ${machine.node}, load before ${machine.loadBefore.map((load) => round(load, 1)).join(' ')}`,
    '',
    `${directory.devices} idle devices: signed in, half of them watching somebody's presence; PeerServer's with its heartbeats.`,
    tableOf([
      ['', 'kB each', 'after collecting', 'sign-in, CPU ms', 'idle, % of a core'],
      idleRow('Ahoy directory', directory),
      idleRow('PeerServer', peerServer),
      [
        'ratio',
        round(directory.bytesEach / peerServer.bytesEach, 2),
        round(directory.bytesEachCollected / peerServer.bytesEachCollected, 2),
        round(directory.signInCpuMsEach / peerServer.signInCpuMsEach, 2),
        round(directory.idleCore / peerServer.idleCore, 2),
      ],
      idleRow("PeerServer, the directory's flags", peerServerWithFlags),
    ]),
    '',
    'Invitations, checked, stored on disk and rung, one core. Milliseconds from when each was due.',
    tableOf([
      [
        'offered a second',
        'done',
        'n',
        'failed',
        'sent late p99',
        'answer p50',
        'p99',
        'max',
        'ring p50',
        'p99',
        'CPU ms, with its end',
      ],
      ...rounds.map(inviteRow),
    ]),
    '',
    verdictTable(verdicts),
  ].join('\n')
}

const idleRow = (name: string, cost: IdleCost): string[] => [
  name,
  round(cost.bytesEach / 1_024, 1),
  round(cost.bytesEachCollected / 1_024, 1),
  round(cost.signInCpuMsEach, 2),
  round(cost.idleCore * 100, 2),
]

const inviteRow = ({
  offeredPerSecond,
  perSecond,
  sent,
  failed,
  lateMs,
  answerMs,
  ringMs,
  cpuMsEach,
}: InviteRound): string[] => [
  offeredPerSecond === null ? 'all it takes' : `${offeredPerSecond}`,
  round(perSecond),
  `${sent}`,
  `${failed}`,
  round(lateMs.p99, 1),
  round(answerMs.p50, 1),
  round(answerMs.p99, 1),
  round(answerMs.max, 1),
  round(ringMs.p50, 1),
  round(ringMs.p99, 1),
  round(cpuMsEach, 2),
]
