import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gateFrame } from '../../../src/domain/sdp-gate.ts'
import { readMediaOffer } from '../../../src/echo/offer-sections.ts'

const sdp = (...lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join('')
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures', name), 'utf8')

const OFFER = sdp(
  'v=0',
  'a=group:BUNDLE 0 data 1',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=mid:0',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'a=sctp-port:5000',
  'a=mid:data',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=mid:1',
)

test('TRUST3 an offer is answered without its data channels', () => {
  expect(readMediaOffer(OFFER).sdp).toBe(
    sdp(
      'v=0',
      'a=group:BUNDLE 0 1',
      'm=audio 9 UDP/TLS/RTP/SAVPF 111',
      'a=mid:0',
      'm=video 9 UDP/TLS/RTP/SAVPF 96',
      'a=mid:1',
    ),
  )
})

test('CALL7 the answer has a section for each of the offer, in its order; the data channel is refused', () => {
  const answer = sdp(
    'v=0',
    'a=group:BUNDLE 0 1',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'a=mid:0',
    'a=candidate:1 1 udp 2116026367 192.0.2.7 50000 typ host',
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    'a=mid:1',
    'a=end-of-candidates',
  )
  expect(readMediaOffer(OFFER).completeAnswer(answer)).toBe(
    sdp(
      'v=0',
      'a=group:BUNDLE 0 1',
      'm=audio 9 UDP/TLS/RTP/SAVPF 111',
      'a=mid:0',
      'm=application 0 UDP/DTLS/SCTP webrtc-datachannel',
      'c=IN IP4 0.0.0.0',
      'a=inactive',
      'a=mid:data',
      'm=video 9 UDP/TLS/RTP/SAVPF 96',
      'a=mid:1',
    ),
  )
})

test('CALL7 an offer without a data channel stays as it is, and so does its answer', () => {
  const offer = fixture('offer-audio-video.sdp')
  const lines = (text: string) => text.split(/\r?\n/).filter((line) => line !== '')
  const read = readMediaOffer(offer)
  expect(lines(read.sdp)).toEqual(lines(offer))
  expect(lines(read.completeAnswer(offer))).toEqual(lines(offer))
})

test('RING3 no candidate is in an answer: it would not pass', () => {
  const answer = `${OFFER}a=candidate:1 1 udp 2116026367 192.0.2.7 50000 typ host\r\n`
  expect(gateFrame({ type: 'answer', sdp: answer }).ok).toBe(false)
  expect(gateFrame({ type: 'answer', sdp: readMediaOffer(OFFER).completeAnswer(answer) }).ok).toBe(true)
})
