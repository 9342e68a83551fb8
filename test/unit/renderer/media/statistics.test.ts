import { describe, expect, it } from 'vitest'
import { readStatistics } from '../../../../src/renderer/media/statistics.ts'

describe('the numbers of a call', () => {
  it('CALL6 hold what flows and no address', () => {
    const statistics = readStatistics(
      [
        ['L', { type: 'local-candidate', candidateType: 'relay', address: '192.0.2.7' }],
        [
          'P',
          {
            type: 'candidate-pair',
            nominated: true,
            state: 'succeeded',
            localCandidateId: 'L',
            currentRoundTripTime: 0.05,
          },
        ],
        ['C', { type: 'codec', mimeType: 'audio/opus' }],
        [
          'A',
          {
            type: 'inbound-rtp',
            kind: 'audio',
            codecId: 'C',
            bytesReceived: 10,
            packetsLost: 1,
            totalAudioEnergy: 0.5,
          },
        ],
        ['V', { type: 'inbound-rtp', kind: 'video', framesDecoded: 7, frameWidth: 640, frameHeight: 360 }],
        ['O', { type: 'outbound-rtp', kind: 'video', bytesSent: 99, packetsSent: 3 }],
      ],
      1_000,
    )
    expect(statistics).toMatchObject({
      atMs: 1_000,
      roundTripMs: 50,
      isRelayed: true,
      candidatePairs: 1,
      audio: { codec: 'audio/opus', bytesReceived: 10, packetsLost: 1, totalAudioEnergy: 0.5 },
      video: { codec: null, framesDecoded: 7, widthPx: 640, heightPx: 360, bytesSent: 99, packetsSent: 3 },
    })
    expect(JSON.stringify(statistics)).not.toContain('192.0.2.7')
  })

  it('CALL6 an empty report is all nothing', () => {
    expect(readStatistics([], 0)).toMatchObject({
      roundTripMs: null,
      isRelayed: false,
      candidatePairs: 0,
      audio: { codec: null, bytesSent: 0 },
      video: { framesDecoded: 0, widthPx: 0 },
    })
  })
})
