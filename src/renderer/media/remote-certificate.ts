import type { Fingerprint } from '../../contract/ids.ts'
import { hashCertificate } from './certificate.ts'

/**
 * Whether every transport of a connected connection ends at the one certificate that was signed. False also while
 * a transport has not shown a certificate: nobody is trusted for lack of one.
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
      const [leaf] = transport.getRemoteCertificates()
      return leaf !== undefined && (await hashCertificate(leaf)) === expected
    }),
  )
  return matches.every((isMatch) => isMatch)
}
