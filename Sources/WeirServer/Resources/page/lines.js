// JSON Lines for the preview.

/** The columns of all objects in the order in which they come, and a row per line. */
export function tableOf(text, most, whole) {
  const lines = text.split('\n');
  if (!whole) lines.pop();
  const columns = new Map();
  const rows = [];
  let broken = 0;
  for (const line of lines) {
    if (rows.length === most) break;
    if (line.trim() === '') continue;
    const object = objectIn(line);
    if (object === null) {
      broken += 1;
      rows.push(null);
      continue;
    }
    const row = [];
    for (const [name, value] of Object.entries(object)) {
      if (!columns.has(name)) columns.set(name, columns.size);
      row[columns.get(name)] = typeof value === 'string' ? value : value === null ? null : JSON.stringify(value);
    }
    rows.push(row);
  }
  const names = [...columns.keys()];
  return { columns: names, rows: rows.map((row) => names.map((_, index) => row?.[index] ?? null)), broken };
}

function objectIn(line) {
  try {
    const value = JSON.parse(line, asWritten);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Keeps the digits of a number as they are written, where the browser can: a number of JavaScript has 53 bits. */
function asWritten(_, value, context) {
  return typeof value === 'number' && context?.source && JSON.rawJSON ? JSON.rawJSON(context.source) : value;
}
