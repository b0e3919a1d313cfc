/** Gives bytes that needed a token, which a link cannot carry. */

/**
 * @param {Blob} bytes
 * @param {string} name
 */
export function save(bytes, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the download may still be reading
}
