import { createHash } from 'node:crypto'
import { CipherContext, HashAlgorithm, NamedCurveAlgorithm, RTCCertificate, SignatureAlgorithm } from 'werift'
import { Fingerprint } from '../contract/ids.ts'
import { invariant } from '../contract/result.ts'

export type CallCertificate = {
  readonly certificate: RTCCertificate
  readonly fingerprint: Fingerprint
}

/** A fresh DTLS certificate for each connection, as every device makes one. */
export async function makeCertificate(): Promise<CallCertificate> {
  const { certPem, keyPem, signatureHash } = await CipherContext.createSelfSignedCertificateWithKey(
    { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 },
    NamedCurveAlgorithm.secp256r1_23,
  )
  const certificate = new RTCCertificate(keyPem, certPem, signatureHash)
  const sha256 = certificate.getFingerprints().find(({ algorithm }) => algorithm === 'sha-256')
  invariant(sha256, 'a certificate has a SHA-256 fingerprint')
  return { certificate, fingerprint: Fingerprint.parse(sha256.value.replaceAll(':', '').toLowerCase()) }
}

/** The fingerprint of a certificate in its DER bytes, as DTLS handed it over. */
export const hashCertificate = (der: Uint8Array): Fingerprint =>
  Fingerprint.parse(createHash('sha256').update(der).digest('hex'))
