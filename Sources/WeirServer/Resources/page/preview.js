// The first rows of a file as they are on the disk of the reader, before anything is sent.

import { beginning } from './beginning.js';
import { guessDelimiter, recordsOf } from './delimited.js';
import { element } from './dom.js';
import { clipped, counted, faint, foreign, shortened } from './format.js';
import { tableOf } from './lines.js';
import { firstSheet } from './workbook.js';

const textLimit = 256 * 1024;
const mostRows = 20;
const mostColumns = 200;
const delimiterNames = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };

/** What kind of file a name says it is: `csv`, `tsv`, `jsonl`, `xlsx` or null. */
export function kindOf(name) {
  const ending = /\.([a-z]+)$/i.exec(name.replace(/\.gz$/i, ''))?.[1].toLowerCase();
  if (ending === 'xlsx' && /\.gz$/i.test(name)) return null;
  return { csv: 'csv', txt: 'csv', tsv: 'tsv', jsonl: 'jsonl', ndjson: 'jsonl', xlsx: 'xlsx' }[ending] ?? null;
}

/** The columns and first rows of a file, with what is known of it. */
export async function readPreview(file) {
  const kind = kindOf(file.name);
  if (file.size === 0) throw new Error('The file is empty.');
  if (kind === null) throw new Error('There is no preview of this kind of file.');
  if (kind === 'xlsx') return previewOfSheet(await firstSheet(file, mostRows + 1));
  const packed = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = packed[0] === 0x1f && packed[1] === 0x8b;
  const stream = isPacked ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
  const { bytes, whole } = await beginning(stream, textLimit);
  const { text, encoding } = decoded(bytes);
  const facts = [isPacked && 'gzip', encoding];
  if (kind === 'jsonl') {
    const { columns, rows, broken } = tableOf(text, mostRows, whole);
    if (broken > 0) facts.push(`${counted(broken, 'line')} without an object`);
    return { columns, rows, facts: ['JSON Lines', ...facts].filter(Boolean), whole: whole && rows.length < mostRows };
  }
  const delimiter = kind === 'tsv' ? '\t' : guessDelimiter(text, whole);
  const [columns = [], ...rows] = recordsOf(text, delimiter, mostRows + 1, whole);
  if (columns.length === 0 && !whole) throw new Error('The first row is too long for a preview.');
  facts.unshift(`text with ${delimiterNames[delimiter]}`);
  return { columns, rows, facts: facts.filter(Boolean), whole: whole && rows.length < mostRows };
}

/** The preview as a table; columns that the pipeline does not have are marked. */
export function previewTable({ columns, rows, facts, whole }, known = null) {
  const width = Math.min(mostColumns, Math.max(columns.length, ...rows.map((row) => row.length)));
  const indexes = Array.from({ length: width }, (_, index) => index);
  const head = indexes.map((index) => {
    const name = columns[index] ?? '';
    const strange = known !== null && !known.has(name);
    const shown = name === '' ? faint('no name') : clipped(name);
    return element('th', { scope: 'col', class: strange ? 'strange' : null }, shown);
  });
  const body = rows.map((row, number) => element('tr', {},
    element('th', { scope: 'row', class: 'numeric' }, String(number + 1)),
    indexes.map((index) => element('td', {}, cellOf(row[index])))));
  const extent = [
    `${whole ? '' : 'first '}${counted(rows.length, 'row')}`,
    width < columns.length ? `first ${width} of ${columns.length} columns` : counted(columns.length, 'column'),
  ];
  return element('div', { class: 'preview' },
    element('p', { class: 'small facts' }, [...extent, ...facts].map((fact) => foreign(fact))),
    element('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': 'First rows of the file' },
      element('table', { class: 'sheet' },
        element('thead', {}, element('tr', {}, element('th', { scope: 'col', class: 'numeric' }, 'row'), head)),
        element('tbody', {}, body))));
}

function previewOfSheet({ name, sheets, rows: [columns = [], ...rows], whole }) {
  const facts = [`sheet ${shortened(name, 60)}${sheets > 1 ? `, one of ${sheets}` : ''}`];
  return { columns: columns.map((column) => column ?? ''), rows, facts, whole };
}

function cellOf(value) {
  if (value === undefined || value === null) return faint('–');
  return value === '' ? null : clipped(value);
}

/** UTF-8 as it should be, UTF-16 by its mark, and otherwise what old programs write. */
function decoded(bytes) {
  const mark = bytes[0] * 256 + bytes[1];
  const wide = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : null;
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: 'UTF-16' };
  // A character that the limit has cut in two is left out.
  const text = new TextDecoder().decode(bytes, { stream: true });
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  if (broken === 0) return { text, encoding: null };
  const sound = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  if (sound > broken) return { text, encoding: 'some bytes are not UTF-8' };
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'not UTF-8, shown as Windows-1252' };
}
