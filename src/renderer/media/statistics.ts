/**
 * Numbers about a running connection: what flows, not between whom. No address, id or name of anybody is in it, so
 * that a page may show it and a test may read it.
 */
export type CallStatistics = {
  /** Since the connection began, in milliseconds of the browser's clock. */
  readonly atMs: number
  readonly roundTripMs: number | null
  readonly isRelayed: boolean
  /** Pairs of addresses that were tried: none before the answer. */
  readonly candidatePairs: number
  readonly audio: KindStatistics
  readonly video: KindStatistics & PictureStatistics
}

export type KindStatistics = {
  /** Such as `audio/opus`; null until something was received. */
  readonly codec: string | null
  readonly bytesSent: number
  readonly bytesReceived: number
  readonly packetsSent: number
  readonly packetsReceived: number
  readonly packetsLost: number
  /** The energy of all that was heard; stays 0 while the other side sends silence. */
  readonly totalAudioEnergy: number
}

export type PictureStatistics = {
  readonly framesDecoded: number
  readonly widthPx: number
  readonly heightPx: number
}

type Entry = Readonly<Record<string, unknown>>

/** Reads what `RTCPeerConnection.getStats` gives; anything that is missing counts as nothing. */
export function readStatistics(report: Iterable<readonly [string, Entry]>, atMs: number): CallStatistics {
  const entries = new Map(report)
  const all = [...entries.values()]
  const pairs = all.filter((entry) => entry['type'] === 'candidate-pair')
  const pair = pairs.find((entry) => entry['nominated'] === true && entry['state'] === 'succeeded')
  const inbound = entryOf(all, 'inbound-rtp', 'video')
  return {
    atMs,
    roundTripMs:
      typeof pair?.['currentRoundTripTime'] === 'number' ? pair['currentRoundTripTime'] * 1_000 : null,
    isRelayed: entries.get(textOf(pair, 'localCandidateId') ?? '')?.['candidateType'] === 'relay',
    candidatePairs: pairs.length,
    audio: readKind(entries, 'audio'),
    video: {
      ...readKind(entries, 'video'),
      framesDecoded: numberOf(inbound, 'framesDecoded'),
      widthPx: numberOf(inbound, 'frameWidth'),
      heightPx: numberOf(inbound, 'frameHeight'),
    },
  }
}

function readKind(entries: ReadonlyMap<string, Entry>, kind: string): KindStatistics {
  const all = [...entries.values()]
  const inbound = entryOf(all, 'inbound-rtp', kind)
  const outbound = entryOf(all, 'outbound-rtp', kind)
  return {
    codec: textOf(entries.get(textOf(inbound, 'codecId') ?? ''), 'mimeType'),
    bytesSent: numberOf(outbound, 'bytesSent'),
    bytesReceived: numberOf(inbound, 'bytesReceived'),
    packetsSent: numberOf(outbound, 'packetsSent'),
    packetsReceived: numberOf(inbound, 'packetsReceived'),
    packetsLost: numberOf(inbound, 'packetsLost'),
    totalAudioEnergy: numberOf(inbound, 'totalAudioEnergy'),
  }
}

function entryOf(entries: readonly Entry[], type: string, kind: string): Entry | undefined {
  return entries.find((entry) => entry['type'] === type && entry['kind'] === kind)
}

function numberOf(entry: Entry | undefined, name: string): number {
  const value = entry?.[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

function textOf(entry: Entry | undefined, name: string): string | null {
  const value = entry?.[name]
  return typeof value === 'string' ? value : null
}
