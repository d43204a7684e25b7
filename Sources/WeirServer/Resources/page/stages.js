// How far each stage is.

import { element, fill } from './dom.js';
import { bytes, counted, rate } from './format.js';
import { hasEnded } from './states.js';

export function stageList() {
  const list = element('ol', { class: 'stages', 'aria-label': 'Stages' });
  return {
    node: list,
    show(job) {
      const { stages } = job;
      list.hidden = stages.length === 0;
      fill(list, stages.map((stage) => element('li', { 'data-state': stateOf(stage, job) },
        element('span', { class: 'stage-name' }, element('bdi', {}, stage.name)),
        element('span', { class: 'stage-state' }, stateOf(stage, job)),
        element('span', { class: 'stage-figures numbers' },
          // The first stages know of bytes only.
          element('span', {}, stage.rows === 0 && stage.bytes > 0 ? bytes(stage.bytes) : counted(stage.rows, 'row')),
          !hasEnded(job) && stage.rows_per_second > 0 && element('span', {}, rate(stage.rows_per_second))))));
    },
  };
}

/** A stage of a job that was stopped may not have come to say so. */
function stateOf(stage, job) {
  return hasEnded(job) && stage.state === 'running' ? 'stopped' : stage.state;
}
