// The rows of a job as a sum that adds up.

import { element, fill, setText } from './dom.js';
import { count, counted } from './format.js';
import { hasEnded } from './states.js';

export function ledger() {
  const terms = element('dl', { class: 'ledger' });
  const rest = element('p', { class: 'small' });

  function term(sign, name, number, kind = null) {
    return element('div', { class: 'term', 'data-kind': kind },
      element('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
      element('dt', {}, name),
      element('dd', { class: 'numbers' }, count(number)));
  }

  return {
    node: element('div', { class: 'stack tight' }, terms, rest),
    show(job) {
      const { read, accepted, rejected, skipped, committed } = job.rows;
      const open = read - accepted - rejected - skipped;
      fill(terms,
        term('', 'rows read', read),
        term('=', 'accepted', accepted, 'accepted'),
        term('+', 'rejected', rejected, rejected > 0 ? 'rejected' : null),
        term('+', 'skipped', skipped),
        open > 0 && term('+', hasEnded(job) ? 'not handled' : 'on the way', open));
      setText(rest, `${counted(committed, 'row')} committed, ${counted(job.issues_total, 'issue')}`);
    },
  };
}
