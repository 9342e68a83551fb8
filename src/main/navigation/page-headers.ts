import type { WindowRole } from '../../contract/bridge/names.ts'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const REFUSED = [
  'accelerometer',
  'clipboard-read',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
]

/** Whose pages may ask for which devices; what they get is decided when they ask. */
const ASKING = {
  camera: ['call', 'main'],
  microphone: ['call', 'main'],
  'speaker-selection': ['call'],
} as const satisfies Record<string, readonly WindowRole[]>

/** The headers of every file of our own scheme. */
export function pageHeaders(type: string, role: WindowRole | null): Readonly<Record<string, string>> {
  const granted = Object.entries(ASKING).map(
    ([name, roles]) => `${name}=${roles.some((asking) => asking === role) ? '(self)' : '()'}`,
  )
  return {
    'content-type': type,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': [...granted, ...REFUSED.map((name) => `${name}=()`)].join(', '),
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-cache',
  }
}
