import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatBindingSuccess, parseBindingRequest } from '../../../../src/directory/reach/stun-message.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))
/** The transaction id of RFC 5769, from which the two addresses below come too. */
const ID = hex('b7e7a701bc34d686fa87dfae')
const request = (attributes = '') => {
  const body = hex(attributes)
  const bytes = new Uint8Array(20 + body.length)
  bytes.set(hex('0001 0000 2112a442'), 0)
  bytes[3] = body.length
  bytes.set(ID, 8)
  bytes.set(body, 20)
  return bytes
}

describe('a binding request', () => {
  it('ID6 a plain one is read, also with an attribute that may be passed over', () => {
    expect(parseBindingRequest(request())).toEqual(ID)
    expect(parseBindingRequest(request('8022 0003 616263 00'))).toEqual(ID)
  })

  it.each([
    ['shorter than a header', request().slice(0, 19)],
    ['with a byte more', Uint8Array.from([...request(), 0])],
    ['another cookie', request().with(4, 0x20)],
    ['an indication', request().with(1, 0x11)],
    ['an answer, of which two servers would make a loop', request().with(0, 0x01).with(1, 0x01)],
    ['a length that is no multiple of four', request('8022 0003 616263').with(3, 7)],
    ['a user name: meant for a call, not for a directory', request('0006 0004 61626364')],
    ['an attribute that is longer than the rest', request('8022 00ff 61626364')],
    ['larger than anybody needs', request().with(3, 0)],
  ])('ID6 %s is nothing', (name, bytes) => {
    const datagram = name.startsWith('larger') ? new Uint8Array(1_200).with(1, 1) : bytes
    expect(parseBindingRequest(datagram)).toBeNull()
  })

  it('TRUST3 no datagram makes it throw, and an answer is hardly longer than its question', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 700 }),
      // Starts like one, with anything behind it.
      fc.uint8Array({ maxLength: 600 }).map((rest) => {
        const bytes = new Uint8Array([...request(), ...rest])
        new DataView(bytes.buffer).setUint16(2, rest.length)
        return bytes
      }),
    )
    fc.assert(
      fc.property(
        anything,
        fc.ipV4(),
        fc.ipV6(),
        fc.integer({ min: 1, max: 65_535 }),
        (bytes, four, six, port) => {
          const id = parseBindingRequest(bytes)
          if (id === null) return true
          const toFour = formatBindingSuccess(id, { family: 'IPv4', address: four, port })
          const toSix = formatBindingSuccess(id, { family: 'IPv6', address: six, port })
          return [toFour, toSix].every((answer) => answer === null || answer.length <= bytes.length + 24)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

describe('the answer', () => {
  const mapped = (address: string, family: 'IPv4' | 'IPv6') => {
    const answer = formatBindingSuccess(ID, { family, address, port: 32_853 })
    return answer === null ? null : Buffer.from(answer).toString('hex')
  }

  it('ID6 holds the address as in the samples of RFC 5769', () => {
    expect(mapped('192.0.2.1', 'IPv4')).toBe(
      '0101000c2112a442b7e7a701bc34d686fa87dfae' + '002000080001a147e112a643',
    )
    expect(mapped('2001:db8:1234:5678:11:2233:4455:6677', 'IPv6')).toBe(
      '010100182112a442b7e7a701bc34d686fa87dfae' + '002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9',
    )
  })

  it('ID6 an IPv4 address in the clothes of IPv6 is one of IPv4; one that cannot be read gets no answer', () => {
    expect(mapped('::ffff:192.0.2.1', 'IPv6')).toBe(mapped('192.0.2.1', 'IPv4'))
    expect(mapped('fe80::1%eth0', 'IPv6')).toBe(mapped('fe80::1', 'IPv6'))
    for (const address of ['', 'localhost', '1::2::3', '1:2:3', '::12345'])
      expect(mapped(address, 'IPv6')).toBeNull()
  })
})
