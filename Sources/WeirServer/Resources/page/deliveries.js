// Who was called about a job, and what they answered.

import { getJSON, postJSON } from './api.js';
import { button, element, fill } from './dom.js';
import { count, faint, foreign, moment } from './format.js';
import { nothing, problem, waiting } from './notice.js';
import { badge, table } from './table.js';

const pause = 5000;

export function deliveryPanel(jobId, signal) {
  const box = element('div', { class: 'stack' });
  const failed = element('div', {});
  const node = element('section', { class: 'panel stack', 'aria-label': 'Webhooks', hidden: true },
    element('h2', {}, 'Webhooks'), failed, box);
  let timer = null;
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });

  async function load() {
    clearTimeout(timer);
    node.hidden = false;
    if (box.childElementCount === 0) fill(box, waiting('Loading the deliveries.'));
    try {
      const { deliveries } = await getJSON(`/jobs/${jobId}/deliveries`, {}, signal);
      const hadFocus = box.contains(document.activeElement) && document.activeElement.textContent;
      fill(box, deliveries.length === 0
        ? nothing('No deliveries', 'Nobody is called about this job.')
        : table('List of deliveries', columns, deliveries));
      if (hadFocus) [...box.querySelectorAll('button')].find((one) => one.textContent === hadFocus)?.focus();
      const isWaiting = deliveries.some((delivery) => delivery.state === 'waiting');
      if (isWaiting && !signal.aborted) timer = setTimeout(load, pause);
    } catch (error) {
      if (error.name !== 'AbortError') fill(box, problem(error, load));
    }
  }

  function again(delivery) {
    const isNew = delivery.state === 'waiting' && delivery.attempts === 0;
    return button('Call again', () => callAgain(delivery), { disabled: isNew });
  }

  async function callAgain(delivery) {
    fill(failed);
    try {
      await postJSON(`/deliveries/${encodeURIComponent(delivery.delivery_id)}/redeliver`);
    } catch (error) {
      fill(failed, problem(error));
    }
    load();
  }

  const columns = [
    { title: 'State', cell: (delivery) => badge(delivery.state) },
    { title: 'Event', kind: 'two-thirds', cell: (delivery) => element('code', {}, delivery.type) },
    { title: 'Address', kind: 'wide', cell: (delivery) => foreign(delivery.url, { class: 'message' }, 2000) },
    { title: 'Answer', kind: 'two-thirds', cell: answerOf },
    { title: 'Attempts', kind: 'numeric', cell: (delivery) => count(delivery.attempts) },
    { title: 'Time', kind: 'two-thirds', cell: timeOf },
    { title: 'Again', cell: again },
  ];

  return { node, load };
}

function answerOf(delivery) {
  if (delivery.last_error) return foreign(delivery.last_error);
  return delivery.last_status === null ? faint('none yet') : `HTTP ${delivery.last_status}`;
}

function timeOf(delivery) {
  if (delivery.delivered_at) return moment(delivery.delivered_at);
  if (delivery.next_attempt_at) return ['next ', moment(delivery.next_attempt_at)];
  return moment(delivery.created_at);
}
