// Sends a file and shows how far it is.

import { freshKey, upload } from './api.js';
import { announce, button, element, fill, setText } from './dom.js';
import { bytes, remaining } from './format.js';
import { problem } from './notice.js';

const sendingNow = new Set();

addEventListener('beforeunload', (event) => {
  if (sendingNow.size > 0) event.preventDefault();
});

/** A button that sends what `request` says (`{ path, query, file }`), and hands the ticket to `onTicket`. */
export function sender(text, request, onTicket) {
  const start = button(text, send, { class: 'main', disabled: true });
  const stop = button('Stop the upload', () => stopping?.abort());
  const bar = element('progress', { max: '100', value: '0', 'aria-label': 'Upload' });
  const figures = element('span', { class: 'small numbers' });
  const moving = element('div', { class: 'moving', hidden: true }, bar, figures, stop);
  const said = element('div', {});
  let stopping = null;
  // The key stays for a file that is sent again after the connection was lost: it is the same job then.
  let key = freshKey();

  async function send() {
    stopping = new AbortController();
    sendingNow.add(stopping);
    start.disabled = true;
    moving.hidden = false;
    fill(said);
    bar.value = 0;
    announce('The upload has begun.');
    const began = performance.now();
    try {
      const ticket = await upload(request.path, {
        ...request,
        key,
        signal: stopping.signal,
        onProgress: (sent, total) => show(sent, total, (performance.now() - began) / 1000),
      });
      key = freshKey();
      onTicket(ticket);
    } catch (error) {
      if (error.name !== 'AbortError') {
        if (error.status !== 0) key = freshKey();
        fill(said, problem(error, mayHelp(error) ? send : null, 'Send it again'));
      } else {
        fill(said, element('p', { class: 'small', role: 'status' }, 'The upload was stopped; there is no job.'));
      }
    } finally {
      sendingNow.delete(stopping);
      moving.hidden = true;
      start.disabled = request === null;
    }
  }

  function show(sent, total, seconds) {
    bar.value = total > 0 ? (sent / total) * 100 : 100;
    if (sent >= total) {
      setText(figures, `${bytes(total)} sent; the server is storing them`);
      return;
    }
    const speed = sent / Math.max(seconds, 0.001);
    const left = remaining((total - sent) / speed);
    setText(figures, `${bytes(sent)} of ${bytes(total)}, ${bytes(Math.round(speed))}/s, ${left}`);
  }

  return {
    node: element('div', { class: 'sender' }, element('div', { class: 'buttons' }, start), moving, said),
    /** Says what would be sent; null for nothing. */
    prepare(next) {
      request = next;
      key = freshKey();
      fill(said);
      if (moving.hidden) start.disabled = next === null;
    },
  };
}

/** Whether the same file may be taken at another time. */
function mayHelp({ status }) {
  return status === undefined || status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
}
