// Delimited text for the preview. The server reads files with a parser of its own; this one only has to be close.

const delimiters = [',', ';', '\t', '|'];

/** The records of a text; the last one is left out where the text was cut before its end. */
export function recordsOf(text, delimiter, most, whole) {
  const records = [];
  let record = [];
  let at = 0;
  while (at < text.length && records.length < most) {
    let cell;
    if (text[at] === '"') {
      [cell, at] = quoted(text, at + 1, delimiter);
    } else {
      const end = endOfCell(text, at, delimiter);
      cell = text.slice(at, end);
      at = end;
    }
    record.push(cell);
    if (text[at] === delimiter) {
      at += 1;
      if (at === text.length) record.push('');
      continue;
    }
    if (at >= text.length && !whole) return records;
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  if (record.length > 0 && whole && records.length < most) records.push(record);
  return records;
}

/** The delimiter under which most of the first records have the width of the first, the widest winning. */
export function guessDelimiter(text, whole) {
  let best = { delimiter: ',', share: 0, width: 1 };
  for (const delimiter of delimiters) {
    const records = recordsOf(text, delimiter, 30, whole);
    const width = records[0]?.length ?? 0;
    if (width < 2) continue;
    const share = records.filter((record) => record.length === width).length / records.length;
    if (share > best.share || (share === best.share && width > best.width)) best = { delimiter, share, width };
  }
  return best.delimiter;
}

/** A quoted cell from behind its first quote, and what follows it up to the delimiter, as it is. */
function quoted(text, start, delimiter) {
  let cell = '';
  let at = start;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return [cell + text.slice(at), text.length];
    cell += text.slice(at, quote);
    if (text[quote + 1] === '"') {
      cell += '"';
      at = quote + 2;
      continue;
    }
    const end = endOfCell(text, quote + 1, delimiter);
    return [cell + text.slice(quote + 1, end), end];
  }
}

function endOfCell(text, start, delimiter) {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}
