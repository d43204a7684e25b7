// The files in an archive, for the preview of workbooks.

const endRecord = 0x06054b50;
const centralEntry = 0x02014b50;
const mostEntries = 2000;

/** Where each file of the archive is, by its name. */
export async function entriesOf(file) {
  const tailStart = Math.max(0, file.size - 22 - 65_535);
  const tail = new DataView(await file.slice(tailStart).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== endRecord) end -= 1;
  if (end < 0) throw new Error('The file is no archive.');
  const size = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (start === 0xffffffff || size > 4_000_000) throw new Error('The archive is too large for a preview.');
  const directory = new DataView(await file.slice(start, start + size).arrayBuffer());
  const entries = new Map();
  for (let at = 0; at + 46 <= directory.byteLength && entries.size < mostEntries;) {
    if (directory.getUint32(at, true) !== centralEntry) break;
    const nameLength = directory.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(directory.buffer).subarray(at + 46, at + 46 + nameLength));
    entries.set(name, {
      method: directory.getUint16(at + 10, true),
      packed: directory.getUint32(at + 20, true),
      offset: directory.getUint32(at + 42, true),
    });
    at += 46 + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return entries;
}

/** The bytes of a file in the archive as a stream, unpacked. */
export async function contentOf(file, entry) {
  const head = new DataView(await file.slice(entry.offset, entry.offset + 30).arrayBuffer());
  if (head.byteLength < 30) throw new Error('The archive is cut off.');
  const start = entry.offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = file.slice(start, start + entry.packed).stream();
  if (entry.method === 0) return packed;
  if (entry.method === 8) return packed.pipeThrough(new DecompressionStream('deflate-raw'));
  throw new Error('The archive is packed in a way that this page does not know.');
}
