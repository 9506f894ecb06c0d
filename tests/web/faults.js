// Text that stands outside the window or its box, and text that stands on other text. What scrolls in a region
// that says so and can be reached by keyboard is no fault; nor is what is meant for screen readers alone.
() => {
  const wide = document.documentElement.clientWidth, faults = [], seen = [];
  if (document.documentElement.scrollWidth > wide + 1) faults.push('runs off the side');
  const hidden = e => e.closest('svg, .unseen, .skip, option, title') || !e.checkVisibility({visibilityProperty: true});
  const region = e => e.closest('[role=region][tabindex="0"]');
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, e = node.parentElement;
    if (!node.data.trim() || hidden(e)) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.width < 2 || r.height < 2) continue;
      if ((r.left < -1 || r.right > wide + 1) && !region(e)) faults.push('cut off: ' + node.data.trim().slice(0, 40));
      seen.push([r, node, region(e)]);
    }
    for (let box = e; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX === 'hidden' && box.scrollWidth > box.clientWidth + 1 && !region(box))
        faults.push('cut off in its box: ' + node.data.trim().slice(0, 40));
    }
  }
  seen.sort(([a], [b]) => a.top - b.top);  // so that each is held only against those at its own height
  for (let i = 0; i < seen.length; i++) for (let j = i + 1; j < seen.length; j++) {
    const [a, one, there] = seen[i], [b, two, where] = seen[j];
    if (b.top >= a.bottom) break;
    if (one === two || there !== where) continue;
    const over = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - b.top;
    if (over > 3 && down > 0.4 * Math.min(a.height, b.height))
      faults.push('overlap: ' + one.data.trim().slice(0, 30) + ' / ' + two.data.trim().slice(0, 30));
  }
  return [...new Set(faults)];
}
