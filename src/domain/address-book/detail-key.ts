import type { ContactDetail } from '../../contract/bridge/book.ts'
import { foldText } from './clean-text.ts'

/** With its country and without, a number ends alike. */
const LAST_DIGITS = 8

/** Equal for two spellings of one number, one mail address or one organisation. */
export function keyOfDetail({ kind, value }: Pick<ContactDetail, 'kind' | 'value'>): string {
  if (kind === 'email') return `email ${value.toLowerCase()}`
  if (kind === 'organisation') return `organisation ${foldText(value) || value}`
  const digits = value.replace(/\D/g, '')
  return `phone ${digits === '' ? value.toLowerCase() : digits.slice(-LAST_DIGITS)}`
}
