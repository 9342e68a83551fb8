// The very first script of the page: the bridge is there already.
window.atStart = {
  bridge: typeof window.bridge,
  version: window.bridge?.version,
  leak: typeof window.leak,
  isSecure: window.isSecureContext,
}
window.violations = []
document.addEventListener('securitypolicyviolation', (event) =>
  window.violations.push(event.effectiveDirective),
)
