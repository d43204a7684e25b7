// What a view says in place of what it would show: that it waits, that there is nothing, that something went wrong.

import { button, element } from './dom.js';

export function waiting(text) {
  return element('p', { class: 'waiting', role: 'status' }, text);
}

export function nothing(title, ...text) {
  return element('div', { class: 'nothing' },
    element('p', { class: 'nothing-title' }, title), text.some(Boolean) && element('p', {}, ...text));
}

/** A problem with its title, its detail and what to do about it; `again` puts a button beside it. */
export function problem(error, again = null, againText = 'Try again') {
  const known = error.title !== undefined;
  return element('div', { class: 'notice bad', role: 'alert' },
    element('p', { class: 'notice-title' }, element('bdi', {}, known ? error.title : 'The page made a mistake')),
    (known ? error.detail : error.message) && element('p', {}, prose(known ? error.detail : error.message)),
    error.hint && element('p', {}, prose(error.hint)),
    error.retryAfter && element('p', {}, `The server asks to wait for ${error.retryAfter} s.`),
    error.code && element('p', { class: 'small' }, 'Code ', element('code', {}, error.code)),
    again && element('div', { class: 'buttons' }, button(againText, again)));
}

/** A remark that stops nothing. */
export function remark(...text) {
  return element('div', { class: 'notice soft' }, ...text);
}

/** A sentence of the server; what it has between backquotes is something to type. */
function prose(text) {
  return element('bdi', {}, text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part)));
}
