import type { Fingerprint } from '../../contract/ids.ts'
import { hashCertificate } from './certificate.ts'

/**
 * Whether every transport of a connected connection ends at the one certificate that was signed. Resolves only when
 * each transport has shown a certificate or is over; false for one without: nobody is trusted for lack of one.
 */
export async function isRemoteCertificate(
  connection: RTCPeerConnection,
  expected: Fingerprint,
): Promise<boolean> {
  const transports = new Set<RTCDtlsTransport>()
  for (const transceiver of connection.getTransceivers()) {
    for (const end of [transceiver.sender, transceiver.receiver]) {
      if (end.transport !== null) transports.add(end.transport)
    }
  }
  if (connection.sctp) transports.add(connection.sctp.transport)
  if (transports.size === 0) return false
  const matches = await Promise.all(
    [...transports].map(async (transport) => {
      await whenDecided(transport)
      const [leaf] = transport.getRemoteCertificates()
      return leaf !== undefined && (await hashCertificate(leaf)) === expected
    }),
  )
  return matches.every((isMatch) => isMatch)
}

/** On a busy computer the browser says that a connection is connected before it says with whom. */
async function whenDecided(transport: RTCDtlsTransport): Promise<void> {
  const isDecided = () =>
    transport.getRemoteCertificates().length > 0 ||
    transport.state === 'closed' ||
    transport.state === 'failed'
  if (isDecided()) return
  await new Promise<void>((resolve) => {
    const look = () => {
      if (!isDecided()) return
      transport.removeEventListener('statechange', look)
      resolve()
    }
    transport.addEventListener('statechange', look)
  })
}
