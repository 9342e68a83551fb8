export type StartFacts = {
  readonly hasDisplay: boolean
  readonly electronPath: string | null
  /** Why Electron's installer failed, or null while it has not been tried. */
  readonly installFailure: string | null
  readonly browserPath: string | null
  /** Why no browser could be installed, or null while that has not been tried. */
  readonly browserFailure: string | null
}

export type StartDecision =
  | { readonly kind: 'electron'; readonly path: string }
  | { readonly kind: 'install-electron' }
  | { readonly kind: 'install-browser' }
  | { readonly kind: 'stand-in'; readonly browserPath: string; readonly words: string }
  | { readonly kind: 'demo'; readonly words: string }
  | { readonly kind: 'give-up'; readonly words: string }

/**
 * How `npm start` goes on. The caller carries an `install-…` out, adds what came of it to the facts and
 * asks again; each of the two is asked for once at most, so it ends.
 */
export function decideStart(facts: StartFacts): StartDecision {
  if (facts.hasDisplay && facts.electronPath !== null) return { kind: 'electron', path: facts.electronPath }
  if (facts.hasDisplay && facts.installFailure === null) return { kind: 'install-electron' }
  if (facts.browserPath === null) {
    if (facts.browserFailure === null) return { kind: 'install-browser' }
    return { kind: 'give-up', words: facts.browserFailure }
  }
  if (!facts.hasDisplay) {
    return {
      kind: 'demo',
      words:
        'This computer has no display (neither DISPLAY nor WAYLAND_DISPLAY is set): running the demo instead.',
    }
  }
  return {
    kind: 'stand-in',
    browserPath: facts.browserPath,
    words: `Electron could not be downloaded (${facts.installFailure}): running on the stand-in in ${facts.browserPath}.`,
  }
}
