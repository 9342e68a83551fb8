/**
 * The little of STUN (RFC 8489) that a directory speaks: a binding request asks under which address it was seen, and
 * the answer says so. Everything else is nothing.
 */

export type SeenAddress = {
  readonly family: 'IPv4' | 'IPv6'
  /** As Node writes it; an IPv6 address without a zone. */
  readonly address: string
  readonly port: number
}

const HEADER_BYTES = 20
/** Beyond this nobody asks for an address. */
const MOST_BYTES = 548
const MAGIC_COOKIE = 0x2112a442
const BINDING_REQUEST = 0x0001
const BINDING_SUCCESS = 0x0101
const XOR_MAPPED_ADDRESS = 0x0020
/** From here on an attribute may be passed over by who does not know it. */
const FIRST_OPTIONAL = 0x8000

/** The transaction id of a plain binding request; null for anything else, which gets no answer at all. */
export function parseBindingRequest(datagram: Uint8Array): Uint8Array | null {
  if (datagram.length < HEADER_BYTES || datagram.length > MOST_BYTES) return null
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength)
  if (view.getUint16(0) !== BINDING_REQUEST || view.getUint32(4) !== MAGIC_COOKIE) return null
  const bodyBytes = view.getUint16(2)
  if (bodyBytes % 4 !== 0 || HEADER_BYTES + bodyBytes !== datagram.length) return null
  return hasOnlyOptional(view) ? datagram.slice(8, HEADER_BYTES) : null
}

/** Whole attributes, none of which must be understood: one with a name or a password is for somebody else. */
function hasOnlyOptional(view: DataView): boolean {
  let at = HEADER_BYTES
  while (at < view.byteLength) {
    if (view.getUint16(at) < FIRST_OPTIONAL) return false
    at += 4 + Math.ceil(view.getUint16(at + 2) / 4) * 4
  }
  return at === view.byteLength
}

/** 32 bytes for an IPv4 address, 44 for an IPv6 one. Null for an address that cannot be read. */
export function formatBindingSuccess(transactionId: Uint8Array, seen: SeenAddress): Uint8Array | null {
  const address = readAddress(seen)
  if (address === null) return null
  const answer = new Uint8Array(HEADER_BYTES + 8 + address.length)
  const view = new DataView(answer.buffer)
  view.setUint16(0, BINDING_SUCCESS)
  view.setUint16(2, 8 + address.length)
  view.setUint32(4, MAGIC_COOKIE)
  answer.set(transactionId, 8)
  view.setUint16(HEADER_BYTES, XOR_MAPPED_ADDRESS)
  view.setUint16(HEADER_BYTES + 2, 4 + address.length)
  view.setUint16(HEADER_BYTES + 4, address.length === 4 ? 1 : 2)
  view.setUint16(HEADER_BYTES + 6, seen.port ^ (MAGIC_COOKIE >>> 16))
  // The mask is the cookie and the transaction id, as they stand in the header.
  address.forEach((byte, at) => view.setUint8(HEADER_BYTES + 8 + at, byte ^ view.getUint8(4 + at)))
  return answer
}

/** The bytes of an address; one of IPv4 that came in the clothes of IPv6 is one of IPv4. */
function readAddress({ family, address }: SeenAddress): readonly number[] | null {
  const four = family === 'IPv4' ? address : /^::ffff:([0-9.]+)$/i.exec(address)?.[1]
  if (four !== undefined) {
    const bytes = four.split('.').map(Number)
    return bytes.length === 4 && bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)
      ? bytes
      : null
  }
  return readSix(address.replace(/%.*$/, ''))
}

function readSix(address: string): readonly number[] | null {
  const [before = '', after, ...more] = address.split('::')
  if (more.length > 0) return null
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const missing = 8 - head.length - tail.length
  if (after === undefined ? missing !== 0 : missing < 1) return null
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null
  return groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff])
}
