// The token of the server: asked for when the server wants one, and kept for as long as the tab is open.

const place = 'weir-token';
const forget = document.getElementById('forget-token');
const dialog = document.getElementById('token-dialog');
const form = document.getElementById('token-form');
const field = document.getElementById('token-field');
const reason = document.getElementById('token-reason');

let asking = null;

export const token = () => sessionStorage.getItem(place);

/** Asks for the token, once for all who wait for it; the answer is whether there is another one now. */
export function askForToken(text) {
  asking ??= new Promise((resolve) => {
    reason.textContent = text;
    field.value = '';
    dialog.returnValue = '';
    dialog.addEventListener('close', () => {
      asking = null;
      resolve(dialog.returnValue === 'given');
    }, { once: true });
    dialog.showModal();
    field.focus();
  });
  return asking;
}

/** Has something done whenever the token is given up. */
export function whenForgotten(action) {
  forget.addEventListener('click', action);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const given = field.value.trim();
  if (!given) return;
  sessionStorage.setItem(place, given);
  field.value = '';
  showButton();
  dialog.close('given');
});
document.getElementById('token-cancel').addEventListener('click', () => dialog.close());
forget.addEventListener('click', () => {
  sessionStorage.removeItem(place);
  showButton();
});

function showButton() {
  forget.hidden = token() === null;
}

showButton();
