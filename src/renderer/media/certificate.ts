import { Fingerprint } from '../../contract/ids.ts'
import { invariant } from '../../contract/result.ts'

export type CallCertificate = {
  readonly certificate: RTCCertificate
  readonly fingerprint: Fingerprint
}

export type CertificateSource = { readonly take: () => Promise<CallCertificate> }

const DAY_MS = 24 * 3_600_000

/**
 * A fresh DTLS certificate for each connection: no two calls can be linked by it. The next one is made ahead, so
 * that a ring does not wait for it; one that would expire within a day is thrown away.
 */
export function createCertificateSource(nowMs: () => number): CertificateSource {
  let spare: Promise<CallCertificate> | null = null
  const make = (): Promise<CallCertificate> => {
    const made = makeCertificate()
    // A spare that fails is noticed by the one who takes it.
    made.catch(() => {})
    return made
  }
  return {
    take: async () => {
      const taken = spare
      spare = null
      const candidate = taken === null ? null : await taken.catch(() => null)
      const isFresh = candidate !== null && candidate.certificate.expires - nowMs() > DAY_MS
      const certificate = isFresh ? candidate : await makeCertificate()
      spare = make()
      return certificate
    },
  }
}

async function makeCertificate(): Promise<CallCertificate> {
  const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' }
  const certificate = await RTCPeerConnection.generateCertificate(algorithm)
  const sha256 = certificate.getFingerprints().find((print) => print.algorithm === 'sha-256')
  invariant(sha256?.value, 'a certificate has a SHA-256 fingerprint')
  return { certificate, fingerprint: Fingerprint.parse(sha256.value.replaceAll(':', '').toLowerCase()) }
}

/** The fingerprint of a certificate in its DER bytes, as DTLS handed it over. */
export async function hashCertificate(der: ArrayBuffer): Promise<Fingerprint> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', der))
  return Fingerprint.parse([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
}
