// Small helpers over the DOM. Text only ever goes in as text.

export const byId = (id) => document.getElementById(id);

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

// null and undefined take the attribute away.
export function setData(element, name, value) {
  if (value === null || value === undefined) delete element.dataset[name];
  else if (element.dataset[name] !== String(value)) element.dataset[name] = String(value);
}

// make('li', { class: 'row', data: { entry: 3 } }, 'text', node, ...)
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'data') for (const [key, each] of Object.entries(value)) setData(element, key, each);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const svgName = 'http://www.w3.org/2000/svg';
export function shape(id) {
  const svg = document.createElementNS(svgName, 'svg');
  const use = document.createElementNS(svgName, 'use');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  use.setAttribute('href', '#' + id);
  svg.append(use);
  return svg;
}

// What this machine remembers. A browser that forbids storage only forgets.
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch { /* forgotten */ }
}
