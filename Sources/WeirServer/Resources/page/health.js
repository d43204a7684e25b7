// A word at the top on how the server is.

import { element, fill } from './dom.js';
import { bytes, count } from './format.js';

const pause = 30_000;
const place = document.getElementById('health');

/** Looks now and then, and says nothing more than it knows. */
export async function watchHealth() {
  try {
    const response = await fetch('/health', { cache: 'no-store', credentials: 'omit' });
    const health = await response.json();
    const { pending, running } = health.queue;
    place.dataset.state = health.status;
    place.title = [
      `Weir ${health.version}`,
      `kernel ${health.kernel}`,
      `store ${health.store}`,
      `${bytes(health.disk.free_bytes)} free`,
      `${count(running)} running, ${count(pending)} pending`,
    ].join('\n');
    fill(place,
      element('span', { class: 'health-word' }, `server ${health.status}`),
      element('span', { class: 'health-more' }, `${count(running)} running, ${count(pending)} pending`));
  } catch {
    place.dataset.state = 'unavailable';
    place.title = '';
    fill(place, element('span', { class: 'health-word' }, 'no server'));
  }
  setTimeout(watchHealth, pause);
}
