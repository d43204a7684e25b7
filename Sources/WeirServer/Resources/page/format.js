// Numbers, sizes, times and texts as people read them.

import { element } from './dom.js';

const grouped = new Intl.NumberFormat('en-US');
const oneDigit = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const count = (number) => grouped.format(number);

/** `1 row`, `2 rows`. */
export const counted = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

export function bytes(number) {
  for (const [unit, size] of [['TB', 1e12], ['GB', 1e9], ['MB', 1e6], ['kB', 1e3]]) {
    const amount = number / size;
    if (amount >= 1) return `${amount >= 100 ? count(Math.round(amount)) : oneDigit.format(amount)} ${unit}`;
  }
  return counted(number, 'byte');
}

export const rate = (perSecond) => `${count(Math.round(perSecond))} rows/s`;

export const percent = (number) => `${number > 0 && number < 100 ? oneDigit.format(number) : count(number)} %`;

export function duration(seconds) {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${count(Math.floor(whole / 3600))} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

/** About how long something still takes. */
export function remaining(seconds) {
  if (seconds < 1) return 'less than 1 s left';
  return `about ${seconds < 60 ? `${Math.round(seconds)} s` : duration(seconds)} left`;
}

/** The seconds between two moments of the server; null where one is missing. */
export function secondsBetween(start, end) {
  const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

/** A moment in the time zone of the reader, and in UTC for whoever points at it. */
export function moment(text) {
  const date = new Date(text);
  if (!text || Number.isNaN(date.getTime())) return '–';
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  return element('time', { datetime: date.toISOString(), title: date.toISOString() }, `${day} ${time}`);
}

// What a reader cannot see, or what changes the order of what is seen: controls, spaces that are not U+0020, marks of
// direction and of no width.
const unseen = new RegExp([
  '[\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f',
  '\\u205f-\\u206f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}]',
].join(''), 'u');
const short = { '\t': 'TAB', '\n': 'LF', '\r': 'CR', '\u00a0': 'NBSP', '\ufeff': 'BOM', '\u0000': 'NUL' };

/** A text in which every character that cannot be seen stands as its name. */
export function visible(text) {
  if (!unseen.test(text)) return [text];
  const nodes = [];
  let plain = '';
  for (const character of text) {
    if (!unseen.test(character)) {
      plain += character;
      continue;
    }
    if (plain) nodes.push(plain);
    plain = '';
    const code = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    nodes.push(element('span', { class: 'unseen-character', title: code }, short[character] ?? code));
  }
  if (plain) nodes.push(plain);
  return nodes;
}

/** A text from outside: apart from the text around it, its unseen characters by name, and cut where it is too long. */
export function foreign(text, attributes = {}, longest = 200) {
  return element('bdi', attributes, visible(shortened(text, longest)));
}

/** The same on one line, with all of it for whoever points at it. */
export function clipped(text) {
  return foreign(text, { class: 'clip', title: text.length > 20 ? shortened(text, 2000) : null });
}

/** What stands in place of a text that is not there. */
export const faint = (text) => element('span', { class: 'faint' }, text);

/** Cuts a text that is too long, and never between the two halves of a character. */
export function shortened(text, length) {
  if (text.length <= length) return text;
  return `${text.slice(0, length).replace(/[\ud800-\udbff]$/, '')}…`;
}

function pad(number) {
  return String(number).padStart(2, '0');
}
