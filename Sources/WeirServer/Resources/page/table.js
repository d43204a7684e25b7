// Tables that stay tables for a screen reader when a narrow screen shows their rows as cards.

import { element } from './dom.js';

/** `columns` are `{ title, kind, cell(row) }`; the kind is a class of the style sheet, or nothing. */
export function table(caption, columns, rows, { rowClass = () => null } = {}) {
  const head = element('tr', { role: 'row' }, columns.map((column) => element('th',
    { role: 'columnheader', scope: 'col', class: column.kind }, column.title)));
  const cell = (column, row) => element('td', { 'role': 'cell', 'class': column.kind, 'data-label': column.title },
    element('div', {}, column.cell(row)));
  const body = rows.map((row) => element('tr', { role: 'row', class: rowClass(row) },
    columns.map((column) => cell(column, row))));
  return element('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': caption },
    element('table', { role: 'table', class: 'cards' },
      element('caption', { class: 'unseen' }, caption),
      element('thead', { role: 'rowgroup' }, head),
      element('tbody', { role: 'rowgroup' }, body)));
}

/** The word for a state, with a mark beside it that does not depend on its colour alone. */
export function badge(state) {
  return element('span', { class: 'badge', 'data-state': state }, state);
}
