/** A row that changes its rank is seen to travel, unless the reader wants no motion. */

const TIME = 450; // ms

/**
 * @param {ParentNode} root whose elements with `data-key` may travel
 * @returns {() => void} to be called once they are where they go
 */
export function watchMoves(root) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return () => undefined;
  const before = places(root);
  return () => {
    for (const [key, { element, top }] of places(root)) {
      const gap = (before.get(key)?.top ?? top) - top;
      const from = { transform: `translateY(${gap}px)` };
      if (gap) element.animate([from, { transform: 'none' }], { duration: TIME, easing: 'ease-out' });
    }
  };
}

/** @param {ParentNode} root */
function places(root) {
  const elements = [...root.querySelectorAll('[data-key]')];
  return new Map(
    elements.map((element) => [element.getAttribute('data-key'), { element, top: element.getBoundingClientRect().top }]),
  );
}
