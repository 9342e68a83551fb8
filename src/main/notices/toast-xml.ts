import type { NoticeText } from './notice-text.ts'

/**
 * A ringing toast of Windows: it stays until it is answered, and its buttons stand in the system's style for calls.
 * Our own sound rings, so the toast is silent. The arguments come back through `Notification.handleActivation`.
 */
export function ringToastXml(text: NoticeText, id: string): string {
  const buttons = text.actions
    .map(
      (label, index) =>
        `<action content="${escapeXml(label)}" arguments="${escapeXml(`${id}:${index}`)}" activationType="foreground"/>`,
    )
    .join('')
  return [
    `<toast scenario="incomingCall" launch="${escapeXml(id)}" useButtonStyle="true">`,
    '<visual><binding template="ToastGeneric">',
    `<text>${escapeXml(text.title)}</text><text>${escapeXml(text.body)}</text>`,
    `</binding></visual><audio silent="true"/><actions>${buttons}</actions></toast>`,
  ].join('')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Names come from other people: everything that XML reads is escaped, what it cannot hold is dropped. */
export function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- XML 1.0 has no way to write these
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
  )
}

/** Reads an activation's arguments back: which toast, and which of its buttons (null for the toast itself). */
export function parseToastArguments(
  text: string,
): { readonly id: string; readonly button: number | null } | null {
  const match = /^(ring:[0-9a-f]{32})(?::([0-9]))?$/.exec(text)
  if (match?.[1] === undefined) return null
  return { id: match[1], button: match[2] === undefined ? null : Number(match[2]) }
}
