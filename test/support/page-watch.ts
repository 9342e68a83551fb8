import type { Page } from '@playwright/test'
import type { CallStatistics } from '../../src/renderer/media/statistics.ts'

declare global {
  interface Window {
    /** The call page's own numbers; see `src/renderer/call-window/main.tsx`. */
    ahoyCallStatistics?: () => CallStatistics | null
  }
}

/** What happens on a page, with the moment on this computer's clock in milliseconds: noted by the page itself. */

/** When the page shows a text for the first time. */
export const whenShown = (page: Page, text: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (!document.body.innerText.includes(wanted)) return false
          observer.disconnect()
          resolve(performance.timeOrigin + performance.now())
          return true
        }
        const observer = new MutationObserver(look)
        if (!look()) observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
    text,
  )

/** When the other side's picture shows its first real frame: large on the screen, and not the placeholder's 16 px. */
export const whenRemotePicture = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        // One's own picture is mirrored, and may fill the window while it rings.
        const isRemote = (video: HTMLVideoElement) =>
          getComputedStyle(video).scale === 'none' &&
          video.clientWidth > 300 &&
          video.videoWidth > 64 &&
          video.checkVisibility({ opacityProperty: true })
        const look = () => {
          const video = [...document.querySelectorAll('video')].find(isRemote)
          if (!video) return void requestAnimationFrame(look)
          return void video.requestVideoFrameCallback(() =>
            resolve(performance.timeOrigin + performance.now()),
          )
        }
        look()
      }),
  )

/** When the other side's voice is heard for the first time: any level above silence. */
export const whenRemoteVoice = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const energy = window.ahoyCallStatistics?.()?.audio.totalAudioEnergy ?? 0
          if (energy > 0) return resolve(performance.timeOrigin + performance.now())
          return void setTimeout(look, 10)
        }
        look()
      }),
  )

export const callStatistics = (page: Page): Promise<CallStatistics | null> =>
  page.evaluate(() => window.ahoyCallStatistics?.() ?? null)

/** Two looks at the other side's picture, a moment apart: the share of its pixels that changed between them. */
export const pictureMovement = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const video = [...document.querySelectorAll('video')].find(
      (candidate) =>
        getComputedStyle(candidate).scale === 'none' &&
        candidate.clientWidth > 300 &&
        candidate.checkVisibility({ opacityProperty: true }),
    )
    if (!video) return 0
    const canvas = new OffscreenCanvas(160, 90)
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!context) return 0
    const look = () => {
      context.drawImage(video, 0, 0, 160, 90)
      return context.getImageData(0, 0, 160, 90).data
    }
    const before = look()
    for (let frames = 0; frames < 10; frames += 1) {
      await new Promise((resolve) => video.requestVideoFrameCallback(resolve))
    }
    const after = look()
    const changed = before.filter((value, index) => Math.abs(value - (after[index] ?? 0)) > 24).length
    return changed / before.length
  })
