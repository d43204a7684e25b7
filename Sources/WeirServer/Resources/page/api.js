// Requests to the server that this page comes from, with its token and its problems.

import { count } from './format.js';
import { askForToken, token } from './token.js';

/** What went wrong, as the server told it (RFC 9457) or as the browser did. */
export class Problem extends Error {
  constructor({ title, detail, hint, code, status = 0, retryAfter = null }) {
    super(title);
    Object.assign(this, { title, detail, hint, code, status, retryAfter });
  }
}

/** Sends a request, asks for the token where one is wanted, and throws a problem unless all went well. */
export async function request(path, { method = 'GET', query = {}, headers = {}, body, signal } = {}) {
  for (;;) {
    const used = token();
    let response;
    try {
      response = await fetch(address(path, query), {
        method,
        headers: { ...headers, ...authorization(used) },
        body,
        signal,
        cache: 'no-store',
        credentials: 'omit',
      });
    } catch (error) {
      if (error.name === 'AbortError') throw error;
      throw unreachable();
    }
    if (response.ok) return response;
    const problem = problemFrom(response.status, (name) => response.headers.get(name), await response.text());
    if (!await mayAskAgain(problem, used)) throw problem;
  }
}

export async function getJSON(path, query = {}, signal = undefined) {
  return (await request(path, { query, signal })).json();
}

export async function postJSON(path) {
  return (await request(path, { method: 'POST' })).json();
}

/** Saves what the server answers as a file. It goes by way of a blob, since a link cannot carry the token. */
export async function download(path, query, name) {
  const response = await request(path, { query });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = nameOf(response.headers.get('Content-Disposition')) ?? name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Sends a file and answers with the ticket. `fetch` cannot tell how far it is; XMLHttpRequest can. */
export async function upload(path, { query, file, key, signal, onProgress }) {
  for (;;) {
    const used = token();
    const answer = await send(address(path, query), file, key, used, signal, onProgress);
    if (answer.status >= 200 && answer.status < 300) return JSON.parse(answer.text);
    const problem = problemFrom(answer.status, answer.header, answer.text);
    if (!await mayAskAgain(problem, used)) throw problem;
  }
}

/** A key for one upload, so that sending it again cannot make a second job. */
export function freshKey() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function send(url, file, key, used, signal, onProgress) {
  return new Promise((resolve, reject) => {
    const sent = new XMLHttpRequest();
    let bytes = 0;
    sent.open('POST', url);
    sent.setRequestHeader('Content-Type', 'application/octet-stream');
    sent.setRequestHeader('Idempotency-Key', `"${key}"`);
    for (const [name, value] of Object.entries(authorization(used))) sent.setRequestHeader(name, value);
    sent.upload.addEventListener('progress', (event) => {
      bytes = event.loaded;
      onProgress(event.loaded, file.size);
    });
    sent.upload.addEventListener('load', () => onProgress(file.size, file.size));
    sent.addEventListener('load', () => {
      resolve({ status: sent.status, text: sent.responseText, header: (name) => sent.getResponseHeader(name) });
    });
    sent.addEventListener('abort', () => reject(new DOMException('The upload was stopped.', 'AbortError')));
    sent.addEventListener('error', () => reject(new Problem({
      title: 'The upload broke off',
      detail: `The connection was lost after ${count(bytes)} of ${count(file.size)} bytes.`,
      hint: 'Send it again. If it breaks off at once, the file may have changed on disk, or the server refuses it.',
    })));
    signal.addEventListener('abort', () => sent.abort(), { once: true });
    sent.send(file);
  });
}

async function mayAskAgain(problem, used) {
  if (problem.status !== 401) return false;
  if (token() !== used) return true;
  return askForToken(used === null
    ? 'This server wants a token.'
    : 'The server does not know this token, or it was revoked.');
}

function address(path, query) {
  // URLSearchParams would write a space as a plus sign, which means a space in forms only.
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return given.length === 0 ? path : `${path}?${given.join('&')}`;
}

function authorization(used) {
  return used === null ? {} : { Authorization: `Bearer ${used}` };
}

function problemFrom(status, header, text) {
  let told = {};
  if (/\bjson\b/.test(header('Content-Type') ?? '')) {
    try {
      told = JSON.parse(text);
    } catch {
      told = {};
    }
  }
  const words = (name) => (typeof told?.[name] === 'string' && told[name] !== '' ? told[name] : undefined);
  return new Problem({
    title: words('title') ?? `The server answered with ${status}`,
    detail: words('detail'),
    hint: words('hint'),
    code: words('code'),
    status,
    retryAfter: Number(header('Retry-After')) || null,
  });
}

function unreachable() {
  return new Problem({
    title: 'The server cannot be reached',
    detail: 'There was no answer.',
    hint: 'See whether it still runs, and try again.',
  });
}

/** The name in a Content-Disposition header (RFC 6266): the encoded one where there is one. */
function nameOf(disposition) {
  const encoded = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition ?? '');
  if (encoded) {
    try {
      return decodeURIComponent(encoded[1]);
    } catch {
      return null;
    }
  }
  return /filename="((?:[^"\\]|\\.)*)"/i.exec(disposition ?? '')?.[1].replace(/\\(.)/g, '$1') ?? null;
}
