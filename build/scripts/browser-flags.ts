/** Flags for a test browser: fake camera and microphone, nothing asked, nothing fetched on its own. */
export function browserFlags(): string[] {
  const flags = [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ]
  // Chromium refuses to start as root with its sandbox on.
  if (process.getuid?.() === 0) flags.push('--no-sandbox')
  return flags
}
