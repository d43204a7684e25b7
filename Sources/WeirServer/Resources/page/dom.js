// Makes elements. Whatever is shown goes in as a text node: there is no way from here to markup.

/** An element with attributes (`on` holds listeners) and children, which are elements, texts or nothing. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'on') {
      for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    } else if (value === true) {
      made.setAttribute(key, '');
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(key, String(value));
    }
  }
  made.append(...present(children));
  return made;
}

/** Puts other children in the place of those that are there. */
export function fill(parent, ...children) {
  parent.replaceChildren(...present(children));
}

/** Changes a text only where it differs, so that nothing is drawn or read out again. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A button that does one thing. */
export function button(text, action, attributes = {}) {
  return element('button', { type: 'button', ...attributes, on: { click: action } }, text);
}

let names = 0;

/** A name for `id` and what refers to it. */
export function freshId(stem) {
  names += 1;
  return `${stem}-${names}`;
}

/** Has a screen reader say something. */
export function announce(text) {
  document.getElementById('announcer').textContent = text;
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}
