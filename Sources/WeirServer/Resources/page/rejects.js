// The rejected rows: out as a file, and in again once they are corrected.

import { download } from './api.js';
import { button, element, fill } from './dom.js';
import { counted } from './format.js';
import { nothing, problem, waiting } from './notice.js';
import { filePicker } from './picker.js';
import { previewTable, readPreview } from './preview.js';
import { sender } from './sender.js';
import { hasEnded } from './states.js';

export function rejectsPanel(jobId) {
  const failed = element('div', {});
  const previewBox = element('div', {});
  const lead = element('p', {});
  const picker = filePicker('or drop the corrected file here', take, 'Choose the corrected file');
  const mended = element('div', { class: 'stack' }, picker.node);
  const replay = sender('Load the corrected rows', null, (ticket) => {
    if (node.isConnected) location.hash = `#/jobs/${ticket.job_id}`;
  });
  replay.node.hidden = true;
  const raw = saver('Download rejects', 'raw', 'The bytes of the rows as they were written');
  const safe = saver('For a spreadsheet', 'spreadsheet', 'No cell of it is taken for a formula');
  const node = element('section', { class: 'panel stack', 'aria-label': 'Rejects', hidden: true },
    element('h2', {}, 'Rejects'),
    element('div', { class: 'two' },
      element('div', { class: 'stack' }, lead, element('div', { class: 'buttons' }, raw, safe), failed),
      mended),
    previewBox, replay.node);

  function saver(text, format, title) {
    const saving = button(text, async () => {
      saving.disabled = true;
      fill(failed);
      try {
        await download(`/jobs/${jobId}/rejects`, { format }, 'rejects.csv');
      } catch (error) {
        fill(failed, problem(error));
      }
      saving.disabled = false;
    }, { title });
    return saving;
  }

  async function take(file) {
    replay.node.hidden = false;
    replay.prepare({ path: `/jobs/${jobId}/replay`, query: { file_name: file.name }, file });
    fill(previewBox, waiting('Reading the first rows.'));
    try {
      fill(previewBox, previewTable(await readPreview(file)));
    } catch (error) {
      fill(previewBox, nothing('No preview', error.message, ' The file can be sent all the same.'));
    }
  }

  return {
    node,
    show(job) {
      node.hidden = !job.has_rejects || !hasEnded(job);
      const isWhole = job.status === 'completed';
      mended.hidden = !isWhole;
      const { rejected } = job.rows;
      fill(lead, `${counted(rejected, 'row')} of this job ${rejected === 1 ? 'was' : 'were'} set aside. `, isWhole
        ? 'Correct them in the file and load it: it becomes a job of its own.'
        : 'They can be corrected and loaded once the job is completed.');
    },
  };
}
