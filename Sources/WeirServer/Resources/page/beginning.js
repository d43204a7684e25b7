// The first bytes of a stream, however long it is.

/** Reads up to the limit and no further. A stream that breaks gives what came before. */
export async function beginning(stream, limit) {
  const reader = stream.getReader();
  const parts = [];
  let size = 0;
  let whole = false;
  let broken = null;
  try {
    while (size < limit && !whole) {
      const { value, done } = await reader.read();
      if (done) {
        whole = true;
      } else {
        parts.push(value);
        size += value.length;
      }
    }
  } catch (error) {
    broken = error;
  }
  reader.cancel().catch(() => {});
  if (broken && size === 0) throw broken;
  return { bytes: new Uint8Array(await new Blob(parts).arrayBuffer()).subarray(0, limit), whole };
}
