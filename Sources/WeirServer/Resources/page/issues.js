// The issues of a job in a grid: filtered by column, code and severity, a page at a time.

import { getJSON } from './api.js';
import { announce, button, element, fill, freshId, setText } from './dom.js';
import { clipped, count, faint, foreign, shortened, visible } from './format.js';
import { nothing, problem, remark, waiting } from './notice.js';
import { hasEnded } from './states.js';
import { badge, table } from './table.js';

const pageSize = 50;
const longestValue = 160;
const pauseBetween = 2000;
const noFilter = { field_name: null, issue_type: null, severity: null };

/** `filter` is what the address says at first; `onFilter` hears of changes. */
export function issueGrid(jobId, filter, onFilter, signal) {
  const chosen = { ...noFilter, ...filter };
  let job = null;
  let cursors = [null];
  let shown = null;
  let shownAt = null;
  let totalThen = 0;
  let loading = null;

  const selects = {
    field_name: select('Column', 'all columns'),
    issue_type: select('Code', 'all codes'),
    severity: select('Severity', 'both'),
  };
  const clear = button('Show all', () => change(noFilter), { class: 'quiet' });
  const extent = element('p', { class: 'small numbers', role: 'status' });
  const box = element('div', { class: 'stack' });
  const newer = button('Previous page', () => turn(-1));
  const older = button('Next page', () => turn(1));
  const pager = element('div', { class: 'buttons', hidden: true }, newer, older);
  const partial = element('div', {});
  const filters = element('div', { class: 'filters' }, Object.values(selects).map((one) => one.node), clear);
  const node = element('section', { class: 'panel stack', 'aria-label': 'Issues' },
    element('h2', {}, 'Issues'), filters, partial, extent, box, pager);

  function select(label, all) {
    const id = freshId('filter');
    const field = element('select', { id, on: { change: () => change({ [keyOf(field)]: valueOf(field) }) } });
    return { all, field, node: element('div', { class: 'field' }, element('label', { for: id }, label), field) };
  }

  const keyOf = (field) => Object.keys(selects).find((key) => selects[key].field === field);
  // A value may be any text, the empty one too, so that the choice of all has an index and no value of its own.
  const valueOf = (field) => (field.selectedIndex === 0 ? null : field.value);

  function change(difference) {
    Object.assign(chosen, difference);
    cursors = [null];
    onFilter(chosen);
    fillSelects();
    load();
  }

  function turn(step) {
    if (step > 0) cursors.push(shown.next_cursor);
    else cursors.pop();
    load().then(() => node.querySelector('.scroll')?.focus({ preventScroll: true }));
    node.scrollIntoView({ block: 'start' });
  }

  function fillSelects() {
    const known = {
      field_name: job.issues_by_column,
      issue_type: job.issues_by_code,
      severity: [{ name: 'error' }, { name: 'warning' }],
    };
    for (const [key, { all, field }] of Object.entries(selects)) {
      const options = [...known[key]];
      const isKnown = chosen[key] === null || options.some((option) => option.name === chosen[key]);
      if (!isKnown) options.push({ name: chosen[key], count: 0 });
      const texts = options.map(({ name, count: number }) => {
        const title = name === '' ? 'the whole row' : shortened(name, 60);
        return number === undefined ? title : `${title} (${count(number)})`;
      });
      const wanted = JSON.stringify(texts);
      // A list that someone may be looking into does not change under their hands.
      if (field === document.activeElement && !hasEnded(job)) continue;
      if (field.dataset.texts !== wanted) {
        const choices = options.map((option, index) => element('option', { value: option.name }, texts[index]));
        fill(field, element('option', {}, all), choices);
        field.dataset.texts = wanted;
      }
      field.selectedIndex = chosen[key] === null ? 0 : options.findIndex((option) => option.name === chosen[key]) + 1;
    }
    clear.hidden = !isFiltered();
  }

  const isFiltered = () => Object.values(chosen).some((value) => value !== null);

  async function load() {
    loading?.abort();
    loading = new AbortController();
    const mine = loading;
    const stop = () => mine.abort();
    signal.addEventListener('abort', stop, { once: true });
    shownAt = performance.now();
    totalThen = job.issues_total;
    box.setAttribute('aria-busy', 'true');
    if (shown === null) fill(box, waiting('Loading the issues.'));
    try {
      const query = { ...chosen, limit: pageSize, cursor: cursors.at(-1) };
      shown = await getJSON(`/jobs/${jobId}/issues`, query, mine.signal);
      showPage();
    } catch (error) {
      if (error.name === 'AbortError') return;
      shown = null;
      pager.hidden = true;
      setText(extent, '');
      fill(box, problem(error, load));
    } finally {
      signal.removeEventListener('abort', stop);
      if (mine === loading) box.removeAttribute('aria-busy');
    }
  }

  function showPage() {
    const { issues } = shown;
    showExtent();
    if (issues.length === 0) {
      fill(box, isFiltered()
        ? nothing('No issue fits', 'There are others: show all of them.')
        : nothing('No issues here', 'Those that are counted are not kept.'));
    } else {
      fill(box, table('Grid of issues', columns, issues, { rowClass: (issue) => issue.severity }));
    }
    pager.hidden = cursors.length === 1 && shown.next_cursor === null;
    newer.disabled = cursors.length === 1;
    older.disabled = shown.next_cursor === null;
    if (isFiltered()) announce(issues.length === 0 ? 'No issue fits.' : `Issues ${extent.textContent}.`);
  }

  function showExtent() {
    const before = (cursors.length - 1) * pageSize;
    const last = before + shown.issues.length;
    const total = expectedTotal();
    const of = total !== null && total >= last ? ` of ${count(total)}` : '';
    setText(extent, shown.issues.length === 0 ? '' : `${count(before + 1)} to ${count(last)}${of}`);
  }

  /** The counts are per column and per code, so that two filters together have no known total. */
  function expectedTotal() {
    const used = Object.keys(chosen).filter((key) => chosen[key] !== null);
    if (used.length === 0) return job.issues_total;
    if (used.length > 1 || used[0] === 'severity') return null;
    const counts = used[0] === 'field_name' ? job.issues_by_column : job.issues_by_code;
    return counts.find((one) => one.name === chosen[used[0]])?.count ?? null;
  }

  return {
    node,
    show(next) {
      const isOver = hasEnded(next) && job !== null && !hasEnded(job);
      job = next;
      fillSelects();
      filters.hidden = job.issues_total === 0;
      fill(partial, job.issues_partial
        && remark('There are more issues than are kept. The counts are exact; the grid has the first ones.'));
      if (job.issues_total === 0) {
        fill(box, nothingYet(job));
        setText(extent, '');
        return;
      }
      const isDue = job.issues_total > totalThen && cursors.length === 1 && performance.now() - shownAt > pauseBetween;
      if (shownAt === null || isOver || isDue) load();
      else if (shown !== null) showExtent();
    },
  };
}

function nothingYet(job) {
  if (job.status === 'completed') return nothing('No issues', 'Nothing in this file was found wrong.');
  if (hasEnded(job)) return nothing('No issues', job.rows.rejected > 0 && 'The job ended before they were stored.');
  const later = 'What is wrong with which row is listed when the job has ended.';
  return nothing('No issues so far', job.rows.rejected > 0 && later);
}

const columns = [
  { title: 'Row', kind: 'numeric', cell: (issue) => count(issue.row_number) },
  { title: 'Place', kind: 'place', cell: placeOf },
  { title: 'Column', cell: columnOf },
  { title: 'Value', kind: 'value', cell: valueOfIssue },
  { title: 'Message', kind: 'wide', cell: (issue) => foreign(issue.message, { class: 'message' }, 2000) },
  { title: 'Code', kind: 'two-thirds', cell: (issue) => [element('code', {}, issue.issue_type), detailOf(issue)] },
  { title: 'Severity', cell: (issue) => badge(issue.severity) },
];

/** Where the row stands in its file: the cell of a sheet, or the line. */
function placeOf(issue) {
  if (issue.cell !== undefined) return clipped([issue.sheet, issue.cell].filter(Boolean).join('!'));
  return issue.line === undefined ? '–' : `line ${count(issue.line)}`;
}

function columnOf(issue) {
  return issue.field_name === undefined ? faint('whole row') : clipped(issue.field_name);
}

function detailOf(issue) {
  const detail = issue.constraint ?? issue.rule ?? issue.reference;
  return detail === undefined ? null : [' ', foreign(detail, { class: 'small' }, 100)];
}

/** The cell that is to blame, marked, with its unseen characters by name. */
function valueOfIssue(issue) {
  if (issue.value === undefined) return faint('none');
  if (issue.value === '') return element('span', { class: 'offending' }, faint('empty'));
  const cell = foreign(issue.value, { class: 'offending' }, longestValue);
  if (issue.value.length <= longestValue) return cell;
  const more = button(`Show all ${count(issue.value.length)} characters`, () => {
    fill(cell, visible(issue.value));
    more.remove();
  }, { class: 'quiet' });
  return [cell, more];
}
