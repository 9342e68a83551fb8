/** What a view needs a hand for: typing and pressing, as a person would. */
const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()))
/** About a second on any screen. */
const MAX_FRAMES = 60

async function find<E extends HTMLElement>(selector: string): Promise<E> {
  for (let frame = 0; frame < MAX_FRAMES; frame += 1) {
    const element = document.querySelector<E>(selector)
    if (element) return element
    await nextFrame()
  }
  throw new Error(`not in the view: ${selector}`)
}

export async function typeInto(selector: string, text: string): Promise<void> {
  const field = await find<HTMLInputElement>(selector)
  field.focus()
  // By the prototype's setter: React has put its own before it, and would see no change.
  Reflect.set(HTMLInputElement.prototype, 'value', text, field)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

export async function press(selector: string): Promise<void> {
  const element = await find(selector)
  element.focus()
  element.click()
  await nextFrame()
}
