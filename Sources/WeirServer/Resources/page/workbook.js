// The first sheet of a workbook that is shown, for the preview.

import { beginning } from './beginning.js';
import { contentOf, entriesOf } from './zip.js';

const partLimit = 1_000_000;
const sheetLimit = 400_000;
const textsLimit = 8_000_000;
const mostColumns = 500;
const dayMilliseconds = 86_400_000;
// The formats of dates and times that have a number and no text (ECMA-376, 18.8.30).
const dateFormats = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** The rows of the sheet as texts, its name, and whether it goes on. */
export async function firstSheet(file, most) {
  const entries = await entriesOf(file);
  const part = async (name, limit, item = null, mostItems = 0) => {
    const entry = entries.get(name);
    if (!entry) return null;
    const { bytes, whole } = await beginning(await contentOf(file, entry), limit);
    return parsed(new TextDecoder().decode(bytes), whole, item, mostItems);
  };
  const workbook = await part('xl/workbook.xml', partLimit);
  const links = await part('xl/_rels/workbook.xml.rels', partLimit);
  const sheets = workbook ? all(workbook.xml, 'sheet') : [];
  const sheet = sheets.find((one) => !/hidden/i.test(one.getAttribute('state') ?? '')) ?? sheets[0];
  if (!sheet || !links) throw new Error('The archive is no workbook.');
  const link = [...sheet.attributes].find((attribute) => attribute.localName === 'id')?.value;
  const relation = all(links.xml, 'Relationship').find((one) => one.getAttribute('Id') === link);
  const target = relation?.getAttribute('Target') ?? '';
  const content = await part(target.startsWith('/') ? target.slice(1) : `xl/${target}`, sheetLimit, 'row', most + 1);
  if (!content) throw new Error('The first sheet is missing.');
  const rows = all(content.xml, 'row');
  const shared = rows.flatMap((row) => all(row, 'c')).filter((cell) => cell.getAttribute('t') === 's');
  const lastText = shared.reduce((last, cell) => Math.max(last, Number(cell.textContent)), 0);
  const texts = await part('xl/sharedStrings.xml', textsLimit, 'si', lastText + 1);
  const styles = await part('xl/styles.xml', partLimit);
  const facts = {
    texts: texts ? all(texts.xml, 'si').map(textOf) : [],
    isDate: styles ? dateStyles(styles.xml) : [],
    from1904: ['1', 'true'].includes(all(workbook.xml, 'workbookPr')[0]?.getAttribute('date1904')),
  };
  return {
    name: sheet.getAttribute('name') ?? '',
    sheets: sheets.length,
    rows: rows.slice(0, most).map((row) => cellsOf(row, facts)),
    whole: content.whole && rows.length <= most,
  };
}

/** The elements of a part. Of one that repeats an item only the first ones are kept, since a part can be very long. */
function parsed(text, whole, item, mostItems) {
  let kept = text;
  if (item) {
    let last = null;
    let items = 0;
    for (const end of text.matchAll(new RegExp(`</((?:\\w+:)?)${item}>`, 'g'))) {
      last = end;
      items += 1;
      if (items === mostItems) break;
    }
    if (items === mostItems || !whole) {
      if (last === null) return { xml: new Document(), whole };
      const ends = item === 'row' ? ['sheetData', 'worksheet'] : ['sst'];
      kept = text.slice(0, last.index + last[0].length) + ends.map((name) => `</${last[1]}${name}>`).join('');
    }
  }
  return { xml: new DOMParser().parseFromString(kept, 'application/xml'), whole };
}

function all(node, name) {
  return [...node.getElementsByTagNameNS('*', name)];
}

/** The text of a shared or inline string, without its phonetic runs. */
function textOf(node) {
  return all(node, 't').filter((text) => text.parentNode.localName !== 'rPh').map((text) => text.textContent).join('');
}

function cellsOf(row, facts) {
  const cells = [];
  for (const cell of all(row, 'c')) {
    const letters = /^[A-Z]+/.exec(cell.getAttribute('r') ?? '')?.[0];
    const column = letters ? numberOf(letters) - 1 : cells.length;
    if (column < mostColumns) cells[column] = valueOf(cell, facts);
  }
  return Array.from(cells, (value) => value ?? null);
}

/** `A` is 1, `AA` is 27. */
function numberOf(letters) {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function valueOf(cell, facts) {
  const type = cell.getAttribute('t') ?? 'n';
  if (type === 'inlineStr') return textOf(cell);
  const value = all(cell, 'v')[0]?.textContent;
  if (value === undefined) return null;
  if (type === 's') return facts.texts[Number(value)] ?? '…';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  const isDate = type === 'n' && facts.isDate[Number(cell.getAttribute('s') ?? 0)];
  if (isDate) return dateText(Number(value), facts.from1904) ?? value;
  return value;
}

function dateStyles(styles) {
  const codes = new Map(all(styles, 'numFmt').map((format) => (
    [format.getAttribute('numFmtId'), format.getAttribute('formatCode') ?? ''])));
  const formats = all(styles, 'cellXfs')[0];
  return formats ? all(formats, 'xf').map((format) => {
    const id = format.getAttribute('numFmtId');
    const code = (codes.get(id) ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
    return dateFormats.has(Number(id)) || /[ymdhs]/i.test(code);
  }) : [];
}

/** A serial number as a date, a time or both; null for one that is neither. */
function dateText(serial, from1904) {
  if (!Number.isFinite(serial) || serial < 0) return null;
  // Day 60 of the other calendar is a 29 February 1900 that never was.
  const days = from1904 ? serial + 1462 : serial;
  const date = new Date(Math.round((days - (days < 60 ? 25_568 : 25_569)) * dayMilliseconds / 1000) * 1000);
  if (Number.isNaN(date.getTime())) return null;
  const [day, time] = date.toISOString().slice(0, 19).split('T');
  if (serial < 1) return time;
  return time === '00:00:00' ? day : `${day} ${time}`;
}
