// Server-sent events by way of `fetch`, since EventSource cannot send the token.

import { request } from './api.js';

const silenceLimit = 60_000;
const longestPause = 15_000;

/**
 * Listens until the signal says stop. A stream that ends is over if `isOver` says so; one that broke or fell silent is
 * opened again behind the last event that came. `onConnection` hears whether there is a connection.
 */
export async function listen(path, { signal, onEvent, isOver, onConnection }) {
  let last = null;
  let failures = 0;
  for (;;) {
    const connection = new AbortController();
    const stop = () => connection.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const headers = { Accept: 'text/event-stream', ...(last === null ? {} : { 'Last-Event-ID': last }) };
      const response = await request(path, { headers, signal: connection.signal });
      onConnection(true);
      for await (const event of eventsOf(response.body, stop)) {
        failures = 0;
        if (event.id !== undefined) last = event.id;
        if (event.data !== '') onEvent(event.name, event.data);
      }
      if (await isOver()) return;
    } catch (error) {
      if (signal.aborted) return;
      if (error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      connection.abort();
    }
    failures += 1;
    onConnection(false);
    await pause(Math.min(longestPause, 500 * 2 ** failures) * (0.5 + Math.random() / 2), signal);
    if (signal.aborted) return;
  }
}

/** The events of a stream of text, as the HTML standard cuts them. */
async function* eventsOf(stream, stop) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = { name: 'message', data: [] };
  for (;;) {
    const silence = setTimeout(stop, silenceLimit);
    const { value, done } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    rest += value;
    // A CR at the very end may be half of a CRLF, so it waits for what follows.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (event.data.length > 0) yield { name: event.name, data: event.data.join('\n'), id: event.id };
        event = { name: 'message', data: [] };
        continue;
      }
      const colon = line.indexOf(':');
      if (colon === 0) continue;
      const field = colon < 0 ? line : line.slice(0, colon);
      const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') event.name = text;
      if (field === 'data') event.data.push(text);
      if (field === 'id' && !text.includes('\0')) event.id = text;
    }
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
