/** Handles that nobody can register: they mean something, or would mislead. */
export const RESERVED_HANDLES: ReadonlySet<string> = new Set([
  'echo',
  'admin',
  'support',
  'here',
  'all',
  'ahoy',
])
