import { clickMenuItem, describeMenu, type Menu, type MenuChoice, type MenuItemView } from './menu.ts'
import { imageName } from './native-image.ts'
import type { Recorder } from './record.ts'
import { createEvent, strictEmitter } from './strict.ts'

const events = [
  'click',
  'right-click',
  'double-click',
  'middle-click',
  'mouse-enter',
  'mouse-leave',
  'mouse-move',
  'mouse-up',
  'mouse-down',
  'balloon-click',
  'balloon-show',
  'balloon-closed',
]

export type TrayView = {
  readonly title: string
  readonly toolTip: string
  readonly image: string
  readonly menu: readonly MenuItemView[]
}

export function createTray(recorder: Recorder) {
  const trays: Tray[] = []

  class Tray extends strictEmitter('Tray', events) {
    #title = ''
    #toolTip = ''
    #image: string
    #menu: Menu | null = null
    #isDestroyed = false

    constructor(image: unknown) {
      super()
      this.#image = imageName(image)
      trays.push(this)
    }

    get menu(): Menu | null {
      return this.#menu
    }

    view(): TrayView {
      return {
        title: this.#title,
        toolTip: this.#toolTip,
        image: this.#image,
        menu: describeMenu(this.#menu),
      }
    }

    setImage(image: unknown): void {
      this.#image = imageName(image)
      recorder.call('Tray.setImage', this.#image)
    }

    setPressedImage = (image: unknown): void => recorder.call('Tray.setPressedImage', imageName(image))
    setToolTip(toolTip: string): void {
      this.#toolTip = toolTip
    }

    setTitle(title: string): void {
      this.#title = title
    }

    getTitle = (): string => this.#title
    setContextMenu(menu: Menu | null): void {
      this.#menu = menu
    }

    popUpContextMenu = (menu?: Menu): void =>
      recorder.call('Tray.popUpContextMenu', describeMenu(menu ?? this.#menu))
    closeContextMenu = (): void => recorder.call('Tray.closeContextMenu')
    setIgnoreDoubleClickEvents = (isIgnored: boolean): void =>
      recorder.call('Tray.setIgnoreDoubleClickEvents', isIgnored)
    getBounds = () => ({ x: 1700, y: 0, width: 24, height: 24 })
    isDestroyed = (): boolean => this.#isDestroyed
    destroy(): void {
      this.#isDestroyed = true
      trays.splice(trays.indexOf(this), 1)
    }
  }

  const first = (): Tray => {
    const [tray] = trays
    if (tray === undefined) throw new Error('The app has no tray')
    return tray
  }
  return {
    Tray,
    control: {
      list: (): readonly TrayView[] => trays.map((tray) => tray.view()),
      click: (): void => void first().emit('click', createEvent({}), first().getBounds(), { x: 0, y: 0 }),
      clickItem: (choice: MenuChoice): void => clickMenuItem(first().menu, choice),
    },
  }
}
