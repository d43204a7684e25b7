// Where a file is dropped or chosen.

import { element, fill, setText } from './dom.js';
import { bytes, count, foreign } from './format.js';

/** A zone for one file; `onFile` hears of each that comes. */
export function filePicker(prompt, onFile, choose = 'Choose a file') {
  const input = element('input', { type: 'file', class: 'unseen', on: { change: () => take(input.files) } });
  const label = element('span', { class: 'picked' }, prompt);
  const note = element('span', { class: 'small', 'aria-live': 'polite' });
  const zone = element('label', {
    class: 'drop',
    on: {
      dragover: (event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        zone.classList.add('over');
      },
      dragleave: () => zone.classList.remove('over'),
      drop: (event) => {
        event.preventDefault();
        zone.classList.remove('over');
        take(event.dataTransfer.files);
      },
    },
  }, input, element('span', { class: 'drop-button' }, choose), label, note);

  function take(files) {
    if (files.length === 0) return;
    const file = files[0];
    fill(label, foreign(file.name, { class: 'file-name' }, 120));
    const others = files.length > 1 ? `; only the first of the ${count(files.length)} files is taken` : '';
    setText(note, bytes(file.size) + others);
    zone.classList.add('full');
    onFile(file);
    // The same file can be chosen again once it is changed on disk.
    input.value = '';
  }

  return { node: zone, input };
}
