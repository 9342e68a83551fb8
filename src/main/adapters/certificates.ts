import { getCACertificates, rootCertificates } from 'node:tls'

let known: readonly string[] | null = null

/** The built-in and the system's certificates, in PEM. The system's are read once, at the first use. */
export function trustedCertificates(): readonly string[] {
  known ??= [...new Set([...rootCertificates, ...systemCertificates()])]
  return known
}

function systemCertificates(): readonly string[] {
  try {
    return getCACertificates('system')
  } catch {
    return []
  }
}
