// The view of one job: where it stands, live, and what came of it.

import { getJSON, postJSON } from './api.js';
import { deliveryPanel } from './deliveries.js';
import { announce, button, element, fill, setText } from './dom.js';
import { listen } from './events.js';
import {
  bytes, count, counted, duration, foreign, moment, percent, rate, remaining, secondsBetween, shortened,
} from './format.js';
import { issueGrid } from './issues.js';
import { ledger } from './ledger.js';
import { problem, remark, waiting } from './notice.js';
import { rejectsPanel } from './rejects.js';
import { stageList } from './stages.js';
import { hasEnded } from './states.js';
import { badge } from './table.js';

const pauseBetweenWords = 5000;
const pauseBetweenEvents = 60;
const longestName = 120;

/** Shows the job until the signal says stop. */
export function jobView(id, filter, onFilter, signal) {
  const node = element('div', { class: 'stack loose' },
    element('h1', { tabindex: '-1' }, 'Job'), waiting('Loading the job.'));
  open();
  return { node };

  async function open() {
    let job;
    try {
      job = await getJSON(`/jobs/${encodeURIComponent(id)}`, {}, signal);
    } catch (error) {
      if (error.name !== 'AbortError') fill(node, element('h1', { tabindex: '-1' }, 'Job'), problem(error, open));
      return;
    }
    const page = jobPage(id, filter, onFilter, signal);
    fill(node, page.nodes);
    page.show(job);
    node.querySelector('h1').focus({ preventScroll: true });
  }
}

function jobPage(id, filter, onFilter, signal) {
  const heading = element('h1', { tabindex: '-1' });
  const state = element('span', {});
  const about = element('p', { class: 'small facts' });
  const cancel = button('Cancel', () => act(`/jobs/${id}/cancel`));
  const retry = button('Retry', () => act(`/jobs/${id}/retry`));
  const refused = element('div', {});
  const connection = element('div', {});
  const failure = element('div', {});
  const bar = element('progress', { max: '100', 'aria-label': 'Progress of the job' });
  const barText = element('p', { class: 'small numbers' });
  const rows = ledger();
  const stages = stageList();
  const issues = issueGrid(id, filter, onFilter, signal);
  const rejects = rejectsPanel(id);
  const deliveries = deliveryPanel(id, signal);
  let current = null;
  let following = false;
  let lastWords = 0;

  const nodes = [
    element('header', { class: 'stack tight' },
      element('div', { class: 'job-head' }, heading, state, element('div', { class: 'buttons end' }, cancel, retry)),
      about),
    refused, connection, failure,
    element('section', { class: 'panel stack', 'aria-label': 'Progress' },
      element('div', { class: 'stack tight' }, bar, barText), rows.node, stages.node),
    rejects.node, issues.node, deliveries.node,
  ];

  function show(job) {
    const before = current;
    current = job;
    if (before === null) fill(heading, foreign(job.file_name, { title: job.file_name }, longestName));
    if (before?.status !== job.status) {
      fill(state, badge(job.status));
      cancel.hidden = !['pending', 'running'].includes(job.status);
      retry.hidden = !(['failed', 'cancelled'].includes(job.status) && job.resumable);
      fill(about, facts(job));
      fill(failure,
        job.status === 'failed' && job.error && problem(job.error),
        job.status === 'cancelled' && remark(`What was committed stays: ${counted(job.rows.committed, 'row')}.`));
    }
    const stand = hasEnded(job) ? job.status : percent(job.progress_percentage);
    document.title = `${stand} · ${shortened(job.file_name, longestName)} · Weir`;
    bar.value = job.progress_percentage;
    bar.dataset.state = job.status;
    const words = wordsFor(job);
    setText(barText, words);
    rows.show(job);
    stages.show(job);
    issues.show(job);
    rejects.show(job);
    speak(job, before, words);
    if (hasEnded(job)) {
      if (before === null || !hasEnded(before)) deliveries.load();
    } else if (!following) {
      follow();
    }
  }

  function speak(job, before, words) {
    if (before === null || (hasEnded(job) && hasEnded(before))) return;
    if (before.status === job.status && performance.now() - lastWords < pauseBetweenWords) return;
    lastWords = performance.now();
    announce(hasEnded(job)
      ? `${job.status}: ${count(job.rows.accepted)} rows accepted, ${count(job.rows.rejected)} rejected.`
      : `${job.status}: ${words}`);
  }

  /** Listens to the job until it has ended. Old events come first, so that only the last of a burst is shown. */
  async function follow() {
    following = true;
    let newest = null;
    let timer = null;
    const showNewest = () => {
      timer = null;
      if (!signal.aborted) show(newest);
    };
    try {
      await listen(`/jobs/${id}/events`, {
        signal,
        onConnection: (isThere) => fill(connection, !isThere && remark('The connection is lost; trying again.')),
        onEvent: (name, data) => {
          if (name !== 'state' && name !== 'progress') return;
          newest = JSON.parse(data);
          timer ??= setTimeout(showNewest, pauseBetweenEvents);
        },
        isOver: async () => {
          const job = await getJSON(`/jobs/${id}`, {}, signal);
          clearTimeout(timer);
          timer = null;
          following = !hasEnded(job);
          show(job);
          return !following;
        },
      });
    } catch (error) {
      if (error.name !== 'AbortError') {
        fill(connection, problem(error, () => {
          fill(connection);
          follow();
        }));
      }
    } finally {
      clearTimeout(timer);
      following = false;
    }
  }

  async function act(path) {
    fill(refused);
    cancel.disabled = true;
    retry.disabled = true;
    try {
      await postJSON(path);
      show(await getJSON(`/jobs/${id}`, {}, signal));
    } catch (error) {
      if (error.name !== 'AbortError') fill(refused, problem(error));
    }
    cancel.disabled = false;
    retry.disabled = false;
  }

  return { nodes, show };
}

function facts(job) {
  return [
    element('span', {}, 'pipeline ', foreign(job.pipeline, { class: 'name' })),
    element('span', {}, bytes(job.file_bytes)),
    element('span', {}, 'handed in ', moment(job.created_at)),
    job.attempt > 1 && element('span', {}, `attempt ${count(job.attempt)}`),
    job.replay_of && element('span', {},
      'corrects the rejects of ', element('a', { href: `#/jobs/${job.replay_of}` }, 'another job')),
    element('span', {}, 'job ', element('code', {}, job.job_id)),
  ];
}

/** Where the job stands in one line. */
function wordsFor(job) {
  const seconds = secondsBetween(job.started_at, job.completed_at ?? new Date().toISOString());
  if (job.status === 'pending') return 'It waits its turn.';
  if (hasEnded(job)) {
    if (seconds === null) return 'It never began.';
    const speed = seconds > 0 && job.rows.read > 0 ? `, ${rate(job.rows.read / seconds)}` : '';
    return `${percent(job.progress_percentage)} in ${duration(seconds)}${speed}`;
  }
  const done = job.progress_percentage;
  // A second attempt goes on from where the first one stopped, so that its pace is not known from the start.
  const isSteady = job.status === 'running' && job.attempt < 2 && done > 2 && seconds > 2;
  return [
    percent(done),
    job.total_rows !== null
      ? `${count(job.processed_rows)} of ${count(job.total_rows)} rows`
      : `${count(job.processed_rows)} rows`,
    job.bytes_total !== null && `${bytes(job.bytes_read)} of ${bytes(job.bytes_total)} read`,
    job.status === 'cancelling' && 'stopping',
    isSteady && remaining(seconds * (100 - done) / done),
  ].filter(Boolean).join(', ');
}
