import { invariant } from '../../contract/result.ts'
import { playPicture, stopPicture } from '../media/picture.ts'

export type FakePictureKind = 'bright-room' | 'dusk'
export type FakePicture = { readonly picture: HTMLVideoElement; readonly stop: () => void }

/** Walls, window, hair, skin and jersey. */
const COLOURS = {
  'bright-room': ['#e9e2d6', '#c9d8e6', '#3a2a22', '#e2b394', '#2d6a72', '#b7a58c'],
  dusk: ['#3b4257', '#6d7ba0', '#171513', '#b98262', '#8a3f4d', '#2a2f40'],
} as const satisfies Record<FakePictureKind, readonly string[]>

const WIDTH = 1280
const HEIGHT = 720

/** A live picture of somebody before a camera, for views that no camera is at hand for. */
export function createFakePicture(kind: FakePictureKind): FakePicture {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const brush = canvas.getContext('2d')
  invariant(brush, 'a canvas has a 2d context')
  const track = canvas.captureStream().getVideoTracks()[0]
  invariant(track, 'a canvas stream has a track')
  const paint = (): void => {
    paintPerson(brush, COLOURS[kind])
    // Later frames of a picture that stands still come only when it is painted again.
    if (track.readyState === 'live') setTimeout(paint, 100)
  }
  paint()
  const picture = playPicture(track)
  return {
    picture,
    stop: () => {
      stopPicture(picture)
      track.stop()
    },
  }
}

function paintPerson(brush: CanvasRenderingContext2D, colours: (typeof COLOURS)[FakePictureKind]): void {
  const [wall, light, hair, skin, jersey, shade] = colours
  const ground = brush.createLinearGradient(0, 0, WIDTH, HEIGHT)
  ground.addColorStop(0, wall)
  ground.addColorStop(1, shade)
  brush.fillStyle = ground
  brush.fillRect(0, 0, WIDTH, HEIGHT)
  brush.fillStyle = light
  brush.fillRect(120, 70, 260, 330)
  brush.fillStyle = shade
  brush.fillRect(244, 70, 10, 330)
  brush.fillRect(920, 250, 260, 14)
  brush.fillRect(950, 150, 34, 100)
  brush.fillRect(992, 170, 26, 80)
  fillEllipse(brush, hair, [660, 300, 168, 196])
  brush.fillStyle = skin
  brush.fillRect(600, 420, 120, 120)
  fillEllipse(brush, jersey, [660, 760, 330, 262])
  fillEllipse(brush, skin, [660, 505, 72, 46])
  fillEllipse(brush, skin, [660, 318, 128, 158])
  fillEllipse(brush, hair, [660, 196, 138, 66])
  fillEllipse(brush, hair, [612, 312, 11, 13])
  fillEllipse(brush, hair, [708, 312, 11, 13])
  brush.strokeStyle = hair
  brush.lineWidth = 7
  brush.lineCap = 'round'
  brush.beginPath()
  brush.arc(660, 366, 48, 0.25 * Math.PI, 0.75 * Math.PI)
  brush.stroke()
}

function fillEllipse(
  brush: CanvasRenderingContext2D,
  colour: string,
  [x, y, radiusX, radiusY]: readonly [number, number, number, number],
): void {
  brush.fillStyle = colour
  brush.beginPath()
  brush.ellipse(x, y, radiusX, radiusY, 0, 0, 2 * Math.PI)
  brush.fill()
}
