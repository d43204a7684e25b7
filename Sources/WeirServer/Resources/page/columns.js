// The columns of a pipeline, and how well a file fits them.

import { element } from './dom.js';
import { clipped, count, counted, foreign } from './format.js';

const mostRowsAbove = 9;

/** What to know of the columns before a file is sent. */
export function columnTable(columns) {
  const head = ['column', 'type', 'required', 'about'].map((name) => element('th', { scope: 'col' }, name));
  const rows = columns.map((column) => element('tr', {},
    element('th', { scope: 'row' }, clipped(column.name)),
    element('td', {}, foreign(column.type)),
    element('td', {}, column.required ? 'yes' : ''),
    element('td', { class: 'about' }, foreign(aboutOf(column), {}, 1000))));
  const label = 'Columns of the pipeline';
  return element('div', { 'class': 'scroll short', 'role': 'region', 'tabindex': '0', 'aria-label': label },
    element('table', { class: 'sheet' },
      element('thead', {}, element('tr', {}, head)),
      element('tbody', {}, rows)));
}

function aboutOf(column) {
  return [column.title, column.description].filter(Boolean).join(': ');
}

/** The preview with the row as its header that names the most columns of the pipeline; the first one if none does. */
export function withHeader(pipeline, preview) {
  let best = { at: 0, share: share(pipeline, preview.columns) };
  preview.rows.slice(0, mostRowsAbove).forEach((row, index) => {
    const found = share(pipeline, row);
    if (found > best.share) best = { at: index + 1, share: found };
  });
  if (best.at === 0) return { ...preview, share: best.share };
  const columns = Array.from(preview.rows[best.at - 1], (name) => name ?? '');
  const facts = [...preview.facts, 'header found below the first row'];
  return { ...preview, columns, rows: preview.rows.slice(best.at), facts, share: best.share };
}

/** The share of the pipeline's columns and the file's that they have in common. */
function share(pipeline, names) {
  const ours = new Set(pipeline.columns.map((column) => column.name));
  const theirs = new Set(names);
  const common = [...ours].filter((name) => theirs.has(name)).length;
  return common / Math.max(1, new Set([...ours, ...theirs]).size);
}

/** Sentences on what the header of the file lacks or has too much of; the server decides what that means. */
export function remarksOn(pipeline, names) {
  if (pipeline.columns.length === 0) return [];
  const theirs = new Set(names);
  const ours = new Set(pipeline.columns.map((column) => column.name));
  const missing = pipeline.columns.filter((column) => !theirs.has(column.name)).map((column) => column.name);
  const strange = names.filter((name) => !ours.has(name));
  if (missing.length === ours.size) {
    return [['No column of this pipeline is named in the first rows. ',
      'The pipeline may look for its header elsewhere, or this is a file for another one.']];
  }
  const sentence = (some, whose, where) => {
    const verb = some.length === 1 ? 'is' : 'are';
    return [`${counted(some.length, 'column')} of the ${whose} ${verb} not in the ${where}: `, listed(some)];
  };
  return [
    missing.length > 0 && sentence(missing, 'pipeline', 'header'),
    strange.length > 0 && sentence(strange, 'file', 'pipeline'),
  ].filter(Boolean);
}

function listed(names) {
  const shown = names.slice(0, 6).flatMap((name, index) => [
    index > 0 ? ', ' : '',
    name === '' ? 'one without a name' : foreign(name, { class: 'name' }, 80),
  ]);
  return names.length > 6 ? [...shown, ` and ${count(names.length - 6)} more`] : shown;
}
