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

/** The headers of every file of our own scheme. Only the call page may ask for devices. */
export function pageHeaders(type: string, role: WindowRole | null): Readonly<Record<string, string>> {
  const devices = role === 'call' ? '(self)' : '()'
  const granted = ['camera', 'microphone', 'speaker-selection'].map((name) => `${name}=${devices}`)
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
