import type { CaptureFailure } from './ports.ts'

/** What the name of a `getUserMedia` exception means for a person. */
export function decideCaptureFailure(exceptionName: string): CaptureFailure {
  switch (exceptionName) {
    case 'NotFoundError':
    case 'OverconstrainedError':
    case 'DevicesNotFoundError':
      return { kind: 'missing' }
    case 'NotAllowedError':
    case 'SecurityError':
    case 'PermissionDeniedError':
      return { kind: 'refused' }
    default:
      // NotReadableError and AbortError: the system gave it and the device did not start.
      return { kind: 'in-use' }
  }
}
