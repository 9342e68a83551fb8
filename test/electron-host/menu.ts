import type { Recorder } from './record.ts'
import { notImplemented, strictEmitter, strictStatics } from './strict.ts'

type ItemOptions = {
  readonly id?: string
  readonly label?: string
  readonly sublabel?: string
  readonly toolTip?: string
  readonly type?: string
  readonly role?: string
  readonly accelerator?: string
  readonly enabled?: boolean
  readonly visible?: boolean
  readonly checked?: boolean
  readonly icon?: unknown
  readonly registerAccelerator?: boolean
  readonly acceleratorWorksWhenHidden?: boolean
  readonly submenu?: Menu | readonly ItemOptions[]
  readonly click?: (item: MenuItem, window: unknown, event: object) => void
}
const knownOptions = new Set([
  'id',
  'label',
  'sublabel',
  'toolTip',
  'type',
  'role',
  'accelerator',
  'enabled',
  'visible',
  'checked',
  'icon',
  'registerAccelerator',
  'submenu',
  'click',
  'acceleratorWorksWhenHidden',
])

class MenuItem {
  readonly id: string
  readonly role: string | undefined
  readonly type: string
  readonly accelerator: string | undefined
  readonly submenu: Menu | undefined
  readonly icon: unknown
  label: string
  sublabel: string
  toolTip: string
  enabled: boolean
  visible: boolean
  checked: boolean
  menu: Menu | undefined
  readonly #click: ItemOptions['click']

  constructor(options: ItemOptions) {
    for (const key of Object.keys(options))
      if (!knownOptions.has(key)) throw notImplemented(`MenuItem option ${key}`)
    const { submenu } = options
    this.id = options.id ?? ''
    this.role = options.role
    this.type = options.type ?? (submenu === undefined ? 'normal' : 'submenu')
    this.accelerator = options.accelerator
    this.icon = options.icon
    this.label = options.label ?? options.role ?? ''
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.#click = options.click
    if (submenu !== undefined)
      this.submenu = submenu instanceof Menu ? submenu : Menu.buildFromTemplate(submenu)
  }

  /** What a person's click does: a check mark toggles, a radio item takes the mark from its neighbours. */
  click(): void {
    if (this.type === 'checkbox') this.checked = !this.checked
    if (this.type === 'radio') {
      for (const item of this.menu?.items ?? []) if (item.type === 'radio') item.checked = item === this
    }
    this.#click?.(this, undefined, {})
  }
}

class Menu extends strictEmitter('menu', ['menu-will-show', 'menu-will-close']) {
  static recorder: Recorder | undefined
  static #application: Menu | null = null
  readonly items: MenuItem[] = []

  append(item: MenuItem): void {
    this.insert(this.items.length, item)
  }

  insert(position: number, item: MenuItem): void {
    item.menu = this
    this.items.splice(position, 0, item)
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  popup(): void {
    Menu.recorder?.call('menu.popup', describeMenu(this))
  }

  closePopup(): void {
    Menu.recorder?.call('menu.closePopup')
  }

  static buildFromTemplate(template: readonly (ItemOptions | MenuItem)[]): Menu {
    const menu = new Menu()
    for (const entry of template) menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry))
    return menu
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application
  }
}

export type MenuItemView = {
  readonly id: string
  readonly label: string
  readonly type: string
  readonly role: string
  readonly accelerator: string
  readonly enabled: boolean
  readonly visible: boolean
  readonly checked: boolean
  readonly submenu: readonly MenuItemView[]
}
export type MenuChoice = { readonly id: string } | { readonly label: string }
export type { Menu }

export function describeMenu(menu: Menu | null): readonly MenuItemView[] {
  return (menu?.items ?? []).map((item) => ({
    id: item.id,
    label: item.label,
    type: item.type,
    role: item.role ?? '',
    accelerator: item.accelerator ?? '',
    enabled: item.enabled,
    visible: item.visible,
    checked: item.checked,
    submenu: describeMenu(item.submenu ?? null),
  }))
}

/** Throws when a person could not click it: absent, hidden or disabled. */
export function clickMenuItem(menu: Menu | null, choice: MenuChoice): void {
  const item = findItem(menu, choice)
  const name = JSON.stringify(choice)
  if (item === undefined)
    throw new Error(
      `There is no menu item ${name} in ${JSON.stringify(describeMenu(menu).map(({ label }) => label))}`,
    )
  if (!item.visible || !item.enabled)
    throw new Error(`The menu item ${name} is ${item.visible ? 'disabled' : 'hidden'}`)
  item.click()
}

function findItem(menu: Menu | null, choice: MenuChoice): MenuItem | undefined {
  for (const item of menu?.items ?? []) {
    const isIt = 'id' in choice ? item.id === choice.id : item.label === choice.label
    const found = isIt ? item : findItem(item.submenu ?? null, choice)
    if (found !== undefined) return found
  }
  return undefined
}

export function createMenu(recorder: Recorder) {
  Menu.recorder = recorder
  return { Menu: strictStatics('Menu', Menu), MenuItem: strictStatics('MenuItem', MenuItem) }
}
