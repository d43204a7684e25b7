// The page: shows the view that the address names, and takes it away again.
//
//   #/          load a file
//   #/jobs      the history
//   #/jobs/ID   one job

import { element, fill } from './dom.js';
import { watchHealth } from './health.js';
import { historyView } from './history.js';
import { jobView } from './job.js';
import { loadView } from './load.js';
import { nothing } from './notice.js';
import { whenForgotten } from './token.js';

const main = document.getElementById('main');
const filterNames = ['field_name', 'issue_type', 'severity'];
let life = new AbortController();
let loading = null;

function show() {
  life.abort();
  life = new AbortController();
  const [path, query = ''] = location.hash.replace(/^#/, '').split('?', 2);
  const given = new URLSearchParams(query);
  const job = /^\/jobs\/([^/]+)$/.exec(path);
  let view;
  if (path === '' || path === '/') {
    loading ??= loadView();
    view = loading;
    document.title = 'Weir';
  } else if (path === '/jobs') {
    view = historyView({ status: given.get('status'), cursor: given.get('cursor') }, life.signal);
    document.title = 'History · Weir';
  } else if (job) {
    const filter = Object.fromEntries(filterNames.map((name) => [name, given.get(name)]));
    view = jobView(job[1], filter, (chosen) => keepFilter(path, chosen), life.signal);
    document.title = 'Job · Weir';
  } else {
    view = {
      node: element('div', { class: 'stack loose' },
        element('h1', { tabindex: '-1' }, 'Not found'),
        nothing('There is no such page', element('a', { href: '#/' }, 'Load a file'))),
    };
    document.title = 'Not found · Weir';
  }
  fill(main, view.node);
  mark('nav-load', path === '' || path === '/');
  mark('nav-history', path.startsWith('/jobs'));
  scrollTo(0, 0);
  if (!isFirst) view.node.querySelector('h1').focus({ preventScroll: true });
  isFirst = false;
}

/** The address keeps the filter, so that it can be sent to a colleague. */
function keepFilter(path, chosen) {
  const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value !== null));
  history.replaceState(null, '', query.size > 0 ? `#${path}?${query}` : `#${path}`);
}

function mark(id, isHere) {
  const link = document.getElementById(id);
  if (isHere) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
}

let isFirst = true;
addEventListener('hashchange', show);
// A file that is dropped beside its zone must not replace the page.
for (const event of ['dragover', 'drop']) addEventListener(event, (dropped) => dropped.preventDefault());
document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
whenForgotten(() => {
  loading = null;
  show();
});
show();
watchHealth();
