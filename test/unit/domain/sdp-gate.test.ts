import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fingerprint } from '../../../src/contract/ids.ts'
import { LIMITS } from '../../../src/contract/limits.ts'
import type { SignalFrame } from '../../../src/contract/signal-frame.ts'
import { gateFrame, gateOffer, hideBaseAddress, namesOnly } from '../../../src/domain/sdp-gate.ts'
import { anyText } from '../../support/any-text.ts'

/** As Chromium made it; the files keep plain line ends, SDP has CRLF. */
const readSdp = (name: string): string =>
  readFileSync(new URL(`../../fixtures/${name}.sdp`, import.meta.url), 'utf8').replaceAll('\n', '\r\n')
const OFFERS = ['offer-peerjs', 'offer-audio-video', 'offer-audio'] as const
const offer = readSdp('offer-peerjs')
const offerLines = offer.split('\r\n').filter((line) => line !== '')

const ADDRESS = { ok: false, error: { kind: 'address' } }
const MALFORMED = { ok: false, error: { kind: 'malformed' } }
const PASS = { ok: true, value: null }

const anyAddress = fc.oneof(
  fc.ipV4().filter((address) => address !== '0.0.0.0' && address !== '127.0.0.1'),
  fc.ipV6().filter((address) => address.split(':').length > 2),
  fc.domain().map((domain) => domain.toLowerCase()),
  fc.uuid().map((id) => `${id}.local`),
)
/** Every way to say an address that an SDP line has, and some that it has not. */
const LINES_WITH: readonly ((address: string) => string)[] = [
  (address) => address,
  (address) => `a=candidate:1 1 udp 2122260223 ${address} 5000 typ host generation 0`,
  (address) => `a=remote-candidates:1 ${address} 5000`,
  (address) => `c=IN IP4 ${address}`,
  (address) => `c=IN IP6 ${address}`,
  (address) => `o=- 1 1 IN IP4 ${address}`,
  (address) => `o=${address} 1 1 IN IP4 127.0.0.1`,
  (address) => `a=rtcp:9 IN IP4 ${address}`,
  (address) => `a=rtcp:5000 IN IP6 ${address}`,
  (address) => `s=${address}`,
  (address) => `i=${address}`,
  (address) => `u=https://${address}/`,
  (address) => `e=me@${address}`,
  (address) => `a=x-mine:${address}`,
  (address) => `a=tool:${address}`,
  (address) => `a=extmap:1 urn:ietf:params:${address}`,
  (address) => `a=extmap:1 urn:ietf:params:rtp-hdrext:${address}`,
  (address) => `a=extmap:1 http://${address}/experiments/rtp-hdrext/abs-send-time`,
  (address) => `a=fmtp:111 x=${address}`,
  (address) => `a=ssrc:1 cname:${address}`,
  (address) => `a=msid:${address} track`,
  (address) => `a=group:BUNDLE ${address}`,
  (address) => `a=mid:${address}`,
  (address) => `a=ice-ufrag:${address}`,
  (address) => `a=msid-semantic: WMS ${address}`,
]
const insertLine = (at: number, line: string, lineEnd: string) =>
  [...offerLines.slice(0, at), line, ...offerLines.slice(at)].join(lineEnd)
const anyPosition = fc.integer({ min: 1, max: offerLines.length })
const anyLineEnd = fc.constantFrom('\r\n', '\n')

describe('an offer while it rings', () => {
  it.each(OFFERS)('RING3 Chromium’s own %s passes', (name) => {
    expect(gateOffer(readSdp(name))).toEqual(PASS)
    expect(readSdp(name)).toMatch(/\r\nm=audio /)
  })

  it('RING3 an added line with any address, at any place, in any form, is refused', () => {
    fc.assert(
      fc.property(
        anyAddress,
        fc.constantFrom(...LINES_WITH),
        anyPosition,
        anyLineEnd,
        (address, write, at, lineEnd) => {
          expect(gateOffer(insertLine(at, write(address), lineEnd))).toEqual(ADDRESS)
        },
      ),
      { numRuns: 3_000 },
    )
  })

  it('RING3 an address slipped into any of its own lines is refused', () => {
    fc.assert(
      fc.property(anyAddress, fc.nat(), fc.nat(), (address, lineSeed, charSeed) => {
        const index = lineSeed % offerLines.length
        const line = offerLines[index] ?? ''
        const at = charSeed % (line.length + 1)
        const changed = line.slice(0, at) + address + line.slice(at)
        const text = offerLines.with(index, changed).join('\r\n')
        expect(gateOffer(text).ok).toBe(false)
      }),
      { numRuns: 3_000 },
    )
  })

  it('RING3 a line of a kind that is not known is refused, whatever it says', () => {
    const known = /^[vostmcab]=/
    const unknown = anyText(30).filter((line) => !known.test(line))
    fc.assert(
      fc.property(unknown, anyPosition, (line, at) => {
        fc.pre(!/^[\r\n]*$/.test(line))
        expect(gateOffer(insertLine(at, line, '\r\n')).ok).toBe(false)
      }),
    )
    expect(gateOffer(insertLine(3, 'a=something-new', '\r\n'))).toEqual(ADDRESS)
  })

  it.each(['\r', '\u2028', '\u2029', '\u0085', '\u000b', '\0', ' '])(
    'RING3 another line end (%j) hides no candidate behind a harmless line',
    (lineEnd) => {
      const hidden = `a=sendrecv${lineEnd}a=candidate:1 1 udp 1 192.0.2.1 5000 typ host`
      expect(gateOffer(insertLine(9, hidden, '\r\n'))).toEqual(ADDRESS)
      expect(gateOffer(insertLine(9, `a=sendrecv${lineEnd}`, '\r\n'))).toEqual(ADDRESS)
    },
  )

  it('RING3 what does not begin as a description is malformed', () => {
    for (const text of ['', '\r\n', 'v=1\r\ns=-', ' v=0', 'a=candidate:1', `\ufeff${offer}`]) {
      expect(gateOffer(text)).toEqual(MALFORMED)
    }
  })

  it('TRUST3 a hostile line as long as a frame allows is judged in no time', () => {
    const fill = (begin: string, piece: string, end = '!') =>
      `v=0\r\n${begin}${piece.repeat(Math.ceil(LIMITS.sdpBytes / piece.length))}`.slice(0, LIMITS.sdpBytes) +
      end
    const hostile = [
      fill('a=fmtp:111 ', 'a='),
      fill('a=fmtp:111 ', 'a;; '),
      fill('a=fmtp:111 ', '-'),
      fill('a=ice-options:', 'trickle'),
      fill('a=ice-options:', ' '),
      fill('a=group:BUNDLE', ' 0'),
      fill('a=msid:', 'a'),
      fill('a=msid:a ', '-'),
      fill('a=ssrc:1 cname:', ' '),
      fill('a=ssrc-group:FID', ' 1'),
      fill('a=ice-ufrag:', '+'),
      fill('a=fingerprint:sha-256 AA', ':AA'),
      fill('a=extmap:1 urn:ietf:params:rtp-hdrext:', 'a-'),
      fill('m=audio 9 UDP/TLS/RTP/SAVPF', ' 111'),
      fill('', 'a=sendrecv\r\n'),
      fill('', '\r\n'),
    ]
    for (const text of hostile) {
      const startedAt = performance.now()
      gateOffer(text)
      gateFrame({ type: 'offer', sdp: text })
      expect(performance.now() - startedAt, text.slice(0, 40)).toBeLessThan(1_000)
    }
  })
})

const candidate = (text: string): SignalFrame => ({
  type: 'candidate',
  candidate: text,
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: null,
})
const HOST =
  'candidate:866819244 1 udp 2122194687 192.0.2.2 59784 typ host generation 0 ufrag VW5C network-id 1'
const HOST6 =
  'candidate:4174142796 1 udp 2122265343 2001:db8::2 49977 typ host generation 0 ufrag VW5C network-id 2 network-cost 10'
const MDNS =
  'candidate:3439347768 1 udp 2122265343 4fb1c3a8-91d6-4a67-9a0f-0f6a8f3e1c52.local 50000 typ host generation 0 ufrag VW5C network-cost 999'
const REFLEXIVE =
  'candidate:842163049 1 udp 1686052607 198.51.100.7 50001 typ srflx raddr 192.0.2.2 rport 59784 generation 0 ufrag VW5C'
const RELAYED6 =
  'candidate:1 1 udp 41885439 2001:db8::9 50002 typ relay raddr 2001:db8::7 rport 50001 generation 0 ufrag VW5C'
const TCP =
  'candidate:3439347768 1 tcp 1518214911 192.0.2.2 9 typ host tcptype active generation 0 ufrag VW5C network-id 1'

describe('frames after the answer', () => {
  it.each([HOST, HOST6, MDNS, ''])('RING3 a UDP candidate of Chromium and the end mark pass: %s', (text) => {
    expect(gateFrame(candidate(text))).toEqual(PASS)
  })

  it.each([
    TCP,
    `${HOST}\r\na=candidate:2 1 udp 1 192.0.2.9 5 typ host`,
    `${HOST} x`,
    `a=${HOST}`,
    ` ${HOST}`,
    'candidate:1 1 udp 1 evil.example 5000 typ host',
    'candidate:1 3 udp 1 192.0.2.2 5000 typ host',
    'candidate:1 1 udp 1 192.0.2.2 5000 typ other',
    'anything',
  ])('TRUST3 another candidate is refused: %s', (text) => {
    expect(gateFrame(candidate(text))).toEqual(MALFORMED)
  })

  it('RING3 the base address beside a reflexive or relayed candidate must be hidden, and hiding is enough', () => {
    for (const text of [REFLEXIVE, RELAYED6]) {
      expect(gateFrame(candidate(text))).toEqual(MALFORMED)
      expect(gateFrame(candidate(hideBaseAddress(text)))).toEqual(PASS)
    }
    expect(hideBaseAddress(REFLEXIVE)).toContain(' typ srflx raddr 0.0.0.0 rport 0 generation')
    expect(hideBaseAddress(RELAYED6)).toContain(' typ relay raddr :: rport 0 generation')
    expect(hideBaseAddress(HOST)).toBe(HOST)
  })

  it('RING3 hiding leaves nothing of the base address, and the candidate’s own as it was', () => {
    fc.assert(
      fc.property(
        fc.ipV4(),
        fc.oneof(fc.ipV4(), fc.ipV6()),
        fc.integer({ min: 1, max: 65_535 }),
        (own, base, port) => {
          const text = `candidate:1 1 udp 1 ${own} 7 typ srflx raddr ${base} rport ${port} generation 0`
          const unspecified = base.includes(':') ? '::' : '0.0.0.0'
          expect(hideBaseAddress(text)).toBe(
            `candidate:1 1 udp 1 ${own} 7 typ srflx raddr ${unspecified} rport 0 generation 0`,
          )
        },
      ),
    )
  })

  it('RING3 descriptions pass without candidates in them, and are refused with one at any place', () => {
    for (const [type, name] of [
      ['offer', 'offer-peerjs'],
      ['answer', 'answer'],
    ] as const) {
      const sdp = readSdp(name)
      expect(gateFrame({ type, sdp })).toEqual(PASS)
      const lines = sdp.split('\r\n')
      for (const at of [1, Math.floor(lines.length / 2), lines.length - 1]) {
        const changed = lines.toSpliced(at, 0, `a=${HOST}`)
        for (const lineEnd of ['\r\n', '\n', '\r']) {
          expect(gateFrame({ type, sdp: changed.join(lineEnd) })).toEqual(MALFORMED)
        }
      }
    }
    expect(gateFrame({ type: 'answer', sdp: 'nothing' })).toEqual(MALFORMED)
  })

  it('TRUST3 a hostile candidate as long as a frame allows is judged in no time', () => {
    const pieces = ['a', ' a b', ' raddr ', ' raddr x rport', '0.', ':', 'ufrag +']
    for (const piece of pieces) {
      const text = HOST + piece.repeat(LIMITS.candidateBytes)
      const startedAt = performance.now()
      hideBaseAddress(text)
      gateFrame(candidate(text))
      gateFrame(candidate(MDNS + piece.repeat(LIMITS.candidateBytes)))
      expect(performance.now() - startedAt, piece).toBeLessThan(500)
    }
  })
})

describe('the certificate that a description names', () => {
  const [line = ''] = offerLines.filter((candidate) => candidate.startsWith('a=fingerprint:'))
  const named = Fingerprint.parse(line.split(' ')[1]?.replaceAll(':', '').toLowerCase())
  const other = Fingerprint.parse(`${named.slice(32)}${named.slice(0, 32)}`)
  const otherLine = `a=fingerprint:sha-256 ${(other.match(/../g) ?? []).join(':').toUpperCase()}`

  it('TRUST1 is the signed one in Chromium’s own descriptions, and no other', () => {
    for (const name of OFFERS) expect(namesOnly(readSdp(name), other)).toBe(false)
    expect(namesOnly(offer, named)).toBe(true)
    expect(namesOnly(offer.replaceAll(line, line.toLowerCase()), named)).toBe(true)
  })

  it('TRUST1 a description without one, with one more, or with one of another kind is refused', () => {
    const without = offerLines.filter((candidate) => candidate !== line)
    expect(namesOnly(without.join('\r\n'), named)).toBe(false)
    const odd = [
      otherLine,
      line.replace('sha-256', 'sha-1'),
      line.replace('sha-256 ', 'sha-256  '),
      line.slice(0, -3),
      `${line} ${otherLine}`,
      ` ${otherLine}`,
      otherLine.replace('a=fingerprint', 'a=FINGERPRINT'),
    ]
    fc.assert(
      fc.property(fc.constantFrom(...odd), fc.nat(offerLines.length), (added, place) => {
        const sdp = offerLines.toSpliced(place, 0, added).join('\r\n')
        expect(namesOnly(sdp, named)).toBe(false)
        expect(namesOnly(sdp.replaceAll('\r\n', '\n'), named)).toBe(false)
      }),
    )
  })
})
