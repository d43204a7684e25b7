// The view that hands in a file: the file, the pipeline, the first rows, and off it goes.

import { download, getJSON } from './api.js';
import { columnTable, remarksOn, withHeader } from './columns.js';
import { element, fill, freshId } from './dom.js';
import { counted } from './format.js';
import { nothing, problem, remark, waiting } from './notice.js';
import { filePicker } from './picker.js';
import { kindOf, previewTable, readPreview } from './preview.js';
import { sender } from './sender.js';

/** Made once: an upload goes on while another view is looked at. */
export function loadView() {
  const state = { file: null, preview: null, pipelines: null, chosen: null, byHand: false };
  const selectId = freshId('pipeline');
  const webhookId = freshId('webhook');
  const select = element('select', {
    id: selectId,
    on: {
      change: () => {
        state.byHand = true;
        choose(select.value);
      },
    },
  });
  const picker = filePicker('or drop it here: .csv, .tsv, .xlsx or .jsonl, each text also as .gz', take);
  const pipelineBox = element('div', { class: 'stack' }, waiting('Loading the pipelines.'));
  const aboutPipeline = element('div', { class: 'stack' });
  const previewBox = element('div', { class: 'stack' },
    nothing('No file yet', 'Its first rows are shown here before anything is sent.'));
  const webhook = element('input', { id: webhookId, type: 'url', placeholder: 'https://', on: { change: prepare } });
  const loader = sender('Load the file', null, (ticket) => {
    fill(after, remark('Sent: ', element('a', { href: `#/jobs/${ticket.job_id}` }, 'the job'), '.'));
    if (node.isConnected) location.hash = `#/jobs/${ticket.job_id}`;
  });
  const after = element('div', {});

  const node = element('div', { class: 'stack loose' },
    element('h1', { tabindex: '-1' }, 'Load a file'),
    element('div', { class: 'two' },
      element('section', { class: 'panel stack fills', 'aria-label': 'File' }, element('h2', {}, 'File'), picker.node),
      element('section', { class: 'panel stack', 'aria-label': 'Pipeline' },
        element('h2', {}, 'Pipeline'), pipelineBox, aboutPipeline)),
    element('section', { class: 'panel stack', 'aria-label': 'Preview' }, element('h2', {}, 'First rows'), previewBox),
    element('details', {},
      element('summary', {}, 'Call an address when the job has ended'),
      element('div', { class: 'field' }, element('label', { for: webhookId }, 'Webhook of this job'), webhook)),
    element('section', { class: 'send', 'aria-label': 'Send' }, loader.node, after));

  async function loadPipelines() {
    fill(pipelineBox, waiting('Loading the pipelines.'));
    fill(aboutPipeline);
    try {
      state.pipelines = (await getJSON('/pipelines')).pipelines;
    } catch (error) {
      state.pipelines = null;
      fill(pipelineBox, problem(error, loadPipelines));
      return;
    }
    if (state.pipelines.length === 0) {
      fill(pipelineBox, nothing('No pipelines', 'The server was started with a folder that has none.'));
      prepare();
      return;
    }
    fill(select, state.pipelines.map((pipeline) => element('option', { value: pipeline.name }, pipeline.name)));
    fill(pipelineBox, element('div', { class: 'field' },
      element('label', { for: selectId }, 'What the rows are checked and loaded by'), select));
    const before = state.pipelines.find((pipeline) => pipeline.name === state.chosen?.name);
    choose((before ?? state.pipelines[0]).name);
    guess();
  }

  function choose(name, why = null) {
    state.chosen = state.pipelines.find((pipeline) => pipeline.name === name) ?? null;
    select.value = name;
    const { columns, format } = state.chosen;
    const path = `/pipelines/${encodeURIComponent(name)}/template.csv`;
    const failed = element('div', {});
    const save = (event) => {
      event.preventDefault();
      fill(failed);
      download(path, {}, `${name}.csv`).catch((error) => fill(failed, problem(error)));
    };
    fill(aboutPipeline,
      element('p', { class: 'small facts' },
        element('span', {}, format), element('span', {}, counted(columns.length, 'column')),
        element('a', { href: path, download: `${name}.csv`, on: { click: save } }, 'template.csv')),
      why && element('p', { class: 'small', role: 'status' }, why),
      failed,
      columns.length > 0 && element('details', { open: columns.length <= 12 },
        element('summary', {}, 'Columns'), columnTable(columns)));
    showPreview();
    prepare();
  }

  async function take(file) {
    Object.assign(state, { file, preview: null });
    fill(after);
    prepare();
    fill(previewBox, waiting('Reading the first rows.'));
    let read;
    try {
      read = await readPreview(file);
    } catch (error) {
      read = { failure: error };
    }
    if (state.file !== file) return;
    state.preview = read;
    guess();
    showPreview();
  }

  /** Chooses the pipeline that the header fits best, unless the reader has chosen. */
  function guess() {
    if (state.byHand || !state.preview || !state.pipelines || state.pipelines.length < 2) return;
    const ranked = state.preview.failure ? [] : state.pipelines
      .map((pipeline) => ({ name: pipeline.name, share: withHeader(pipeline, state.preview).share }))
      .sort((one, other) => other.share - one.share);
    if (ranked.length > 0 && ranked[0].share > ranked[1].share) {
      choose(ranked[0].name, 'Chosen since its columns fit this file best.');
    } else {
      choose(state.chosen.name);
    }
  }

  function showPreview() {
    if (state.preview === null) return;
    const kind = kindOf(state.file.name);
    const odd = kind === null
      && remark('The server loads .csv, .tsv, .txt, .xlsx, .jsonl and .ndjson, and will refuse this file.');
    if (state.preview.failure) {
      const why = state.preview.failure.message || 'The first rows cannot be read.';
      fill(previewBox, odd, nothing('No preview', why, ' The file can be sent all the same.'));
      return;
    }
    if (state.chosen === null || state.chosen.columns.length === 0) {
      fill(previewBox, odd, previewTable(state.preview));
      return;
    }
    const preview = withHeader(state.chosen, state.preview);
    const remarks = remarksOn(state.chosen, preview.columns).map((sentence) => element('p', {}, sentence));
    const known = new Set(state.chosen.columns.map((column) => column.name));
    fill(previewBox, odd, remarks.length > 0 && remark(remarks), previewTable(preview, known));
  }

  function prepare() {
    if (!state.file || !state.chosen || !webhook.checkValidity()) {
      loader.prepare(null);
      return;
    }
    loader.prepare({
      path: '/jobs/ingest',
      query: { pipeline: state.chosen.name, file_name: state.file.name, webhook: webhook.value.trim() || null },
      file: state.file,
    });
  }

  loadPipelines();
  return { node, reload: loadPipelines };
}
