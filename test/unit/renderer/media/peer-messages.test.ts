import { describe, expect, it } from 'vitest'
import { CallId } from '../../../../src/contract/ids.ts'
import {
  identifyConnection,
  readPeerMessage,
  toPeerMessage,
} from '../../../../src/renderer/media/peer-messages.ts'

const callId = CallId.parse('0123456789abcdef0123456789abcdef')
const offerer = identifyConnection(callId, 2, 'offerer')
const answerer = identifyConnection(callId, 2, 'answerer')

const udp = 'candidate:1 1 udp 2113937151 192.0.2.1 54321 typ host generation 0 ufrag abcd network-id 1'

describe('PeerJS’s messages and ours', () => {
  it('TRUST3 both sides name the connection by call and attempt', () => {
    expect(offerer.connectionId).toBe(answerer.connectionId)
    expect(identifyConnection(callId, 3, 'offerer').connectionId).not.toBe(offerer.connectionId)
    expect(offerer).toMatchObject({ role: 'offerer', remoteRole: 'answerer' })
  })

  it('TRUST3 an offer carries its description and nothing else of PeerJS', () => {
    const message = {
      type: 'OFFER',
      dst: 'somebody-else',
      payload: {
        type: 'media',
        connectionId: offerer.connectionId,
        metadata: { secret: 1 },
        sdp: { type: 'offer', sdp: 'v=0' },
      },
    }
    expect(readPeerMessage(offerer, message)).toEqual({ type: 'offer', sdp: 'v=0' })
  })

  it('TRUST3 a candidate keeps what the other side needs to use it', () => {
    const candidate = { candidate: udp, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'u' }
    const payload = { type: 'media', connectionId: offerer.connectionId, candidate }
    const frame = readPeerMessage(offerer, { type: 'CANDIDATE', payload })
    expect(frame).toEqual({ type: 'candidate', ...candidate })
    if (frame === null) throw new Error('no frame')
    expect(toPeerMessage(answerer, frame)).toEqual({
      type: 'CANDIDATE',
      src: 'offerer',
      payload: { type: 'media', connectionId: offerer.connectionId, candidate },
    })
  })

  it('RING3 a reflexive candidate does not name the address behind it', () => {
    const text = 'candidate:1 1 udp 1 203.0.113.5 5000 typ srflx raddr 192.168.1.7 rport 5000 generation 0'
    const payload = { type: 'media', connectionId: offerer.connectionId, candidate: { candidate: text } }
    const frame = readPeerMessage(offerer, { type: 'CANDIDATE', payload })
    expect(JSON.stringify(frame)).toContain('raddr 0.0.0.0 rport 0')
    expect(JSON.stringify(frame)).not.toContain('192.168.1.7')
  })

  it('TRUST3 a candidate over TCP is not carried', () => {
    const text = udp.replace('udp', 'tcp').replace('typ host', 'typ host tcptype active')
    const payload = { type: 'media', connectionId: offerer.connectionId, candidate: { candidate: text } }
    expect(readPeerMessage(offerer, { type: 'CANDIDATE', payload })).toBe(null)
  })

  it.each([
    ['a data offer', { type: 'OFFER', payload: { type: 'data', connectionId: offerer.connectionId } }],
    ['a heartbeat', { type: 'HEARTBEAT' }],
    ['a leave', { type: 'LEAVE', payload: { type: 'media', connectionId: offerer.connectionId } }],
    [
      'another connection',
      { type: 'OFFER', payload: { type: 'media', connectionId: 'x', sdp: { sdp: 'v=0' } } },
    ],
    ['no payload', { type: 'OFFER' }],
    ['a text', 'OFFER'],
    ['nothing', null],
  ])('TRUST3 %s is not carried', (_name, message) => {
    expect(readPeerMessage(offerer, message)).toBe(null)
  })

  it('TRUST3 an offer arrives at PeerJS as media, whatever the other side would like', () => {
    expect(toPeerMessage(answerer, { type: 'offer', sdp: 'v=0' })).toEqual({
      type: 'OFFER',
      src: 'offerer',
      payload: { type: 'media', connectionId: answerer.connectionId, sdp: { type: 'offer', sdp: 'v=0' } },
    })
  })
})
