// The view of all jobs, the newest first.

import { getJSON } from './api.js';
import { element, fill, freshId } from './dom.js';
import { bytes, clipped, count, duration, foreign, moment, percent, secondsBetween } from './format.js';
import { nothing, problem, waiting } from './notice.js';
import { hasEnded, states } from './states.js';
import { badge, table } from './table.js';

const pageSize = 25;
const pause = 3000;

/** `place` is `{ status, cursor }`, as the address says it. */
export function historyView(place, signal) {
  const id = freshId('state');
  const select = element('select', { id, on: { change: () => { location.hash = address({ status: select.value }); } } },
    element('option', { value: '' }, 'all states'),
    states.map((state) => element('option', { value: state, selected: state === place.status }, state)));
  const box = element('div', { class: 'stack' }, waiting('Loading the jobs.'));
  const pager = element('nav', { class: 'buttons', 'aria-label': 'Pages of the history' });
  const node = element('div', { class: 'stack loose' },
    element('h1', { tabindex: '-1' }, 'History'),
    element('div', { class: 'filters' },
      element('div', { class: 'field' }, element('label', { for: id }, 'State'), select)),
    element('section', { class: 'stack', 'aria-label': 'Jobs' }, box, pager));
  let timer = null;
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  load();
  return { node };

  async function load() {
    clearTimeout(timer);
    try {
      const { jobs, next_cursor: next } = await getJSON('/jobs', { ...place, limit: pageSize }, signal);
      show(jobs, next);
      if (!signal.aborted && jobs.some((job) => !hasEnded(job))) timer = setTimeout(load, pause);
    } catch (error) {
      if (error.name !== 'AbortError') fill(box, problem(error, load));
    }
  }

  function show(jobs, next) {
    const focused = box.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    if (jobs.length === 0) {
      fill(box, place.status || place.cursor
        ? nothing('No jobs here', 'None is in this state.')
        : nothing('No jobs yet', element('a', { href: '#/' }, 'Load a file'), ' to make the first.'));
    } else {
      fill(box, table('List of jobs', columns, jobs));
    }
    if (focused) box.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    fill(pager,
      place.cursor && element('a', { href: address({ status: place.status }) }, 'Newest'),
      next !== null && element('a', { href: address({ status: place.status, cursor: next }) }, 'Older'));
  }
}

const columns = [
  { title: 'State', cell: stateOf },
  { title: 'File', kind: 'wide first', cell: fileOf },
  { title: 'Size', kind: 'numeric', cell: (job) => bytes(job.file_bytes) },
  { title: 'Pipeline', cell: (job) => clipped(job.pipeline) },
  { title: 'Read', kind: 'numeric', cell: (job) => count(job.rows.read) },
  { title: 'Accepted', kind: 'numeric', cell: (job) => count(job.rows.accepted) },
  { title: 'Rejected', kind: 'numeric', cell: rejectedOf },
  { title: 'Issues', kind: 'numeric', cell: (job) => count(job.issues_total) },
  { title: 'Handed in', cell: (job) => moment(job.created_at) },
  { title: 'Took', kind: 'numeric', cell: tookOf },
];

function stateOf(job) {
  const part = element('span', { class: 'under numbers' }, percent(job.progress_percentage));
  return [badge(job.status), !hasEnded(job) && part];
}

function fileOf(job) {
  const link = element('a', { href: `#/jobs/${job.job_id}`, class: 'message' }, foreign(job.file_name, {}, 120));
  return [link, job.replay_of && element('span', { class: 'under' }, 'corrected rejects')];
}

function rejectedOf(job) {
  const { rejected } = job.rows;
  return rejected > 0 ? element('strong', { class: 'rejected' }, count(rejected)) : '0';
}

function tookOf(job) {
  const seconds = secondsBetween(job.started_at, job.completed_at);
  return seconds === null ? '–' : duration(seconds);
}

function address({ status, cursor }) {
  const query = new URLSearchParams(Object.entries({ status, cursor }).filter(([, value]) => value));
  return query.size > 0 ? `#/jobs?${query}` : '#/jobs';
}
