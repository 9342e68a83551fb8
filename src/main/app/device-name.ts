import { LIMITS } from '../../contract/limits.ts'

/** The computer's own name, as a device name of the contract; the domain behind it is nobody's business. */
export function nameDevice(computer: string): string {
  const name = (computer.split('.')[0] ?? '').replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim()
  return name.slice(0, LIMITS.deviceNameMaxChars) || 'Computer'
}
