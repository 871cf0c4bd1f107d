// Measures the page as it stands: what a finger meets, and what goes beyond the edge. Answers lists of sentences.
({ target, gap }) => {
  const FINGER =
    'a[href], button, input, select, textarea, summary, [role="button"], [tabindex]:not([tabindex="-1"])';
  const box = (left, top, right, bottom) => ({ left, top, right, bottom });
  const union = (a, b) =>
    box(
      Math.min(a.left, b.left),
      Math.min(a.top, b.top),
      Math.max(a.right, b.right),
      Math.max(a.bottom, b.bottom),
    );
  const said = (element) => {
    const name = element.getAttribute('aria-label') ?? element.closest('label')?.innerText ?? element.innerText;
    return `${element.localName} "${(name || element.id || element.className).trim().slice(0, 40)}"`;
  };

  /** Where a touch reaches it: its label's place too, and the whole of a card whose link lies over it. */
  function reach(element) {
    let area = element.getBoundingClientRect();
    for (const label of element.labels ?? []) {
      if (label.contains(element)) area = union(area, label.getBoundingClientRect());
    }
    const after = getComputedStyle(element, '::after');
    if (after.position === 'absolute' && after.content !== 'none') {
      let over = element;
      while (over && getComputedStyle(over).position === 'static') over = over.parentElement;
      if (over) area = union(area, over.getBoundingClientRect());
    }
    return area;
  }

  /** WCAG 2.5.8: a link in running text is as high as its line. */
  function isInline(element) {
    if (element.localName !== 'a' || getComputedStyle(element).display !== 'inline') return false;
    const around = element.parentElement?.textContent?.trim() ?? '';
    return around.length > (element.textContent ?? '').trim().length;
  }

  /** What stands over the page while it moves under it has no neighbours there. */
  function layer(element) {
    for (let at = element; at; at = at.parentElement) {
      if (['sticky', 'fixed'].includes(getComputedStyle(at).position)) return at;
    }
    return null;
  }

  const seen = [...document.querySelectorAll(FINGER)].filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().bottom > 0 - scrollY,
  );
  const inline = seen.filter(isInline);
  const targets = seen
    .filter((element) => !inline.includes(element))
    .map((element) => ({ element, area: reach(element), layer: layer(element) }))
    .filter(({ area }) => area.bottom + scrollY > 0);

  const small = targets
    .map(({ element, area }) => [element, area.right - area.left, area.bottom - area.top])
    .filter(([, width, height]) => Math.min(width, height) < target - 0.5)
    .map(([element, width, height]) => `${said(element)} is ${width.toFixed(0)} × ${height.toFixed(0)}`);

  const close = [];
  targets.forEach((one, i) => {
    for (const other of targets.slice(i + 1)) {
      if (one.layer !== other.layer) continue;
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const across = Math.max(one.area.left, other.area.left) - Math.min(one.area.right, other.area.right);
      const down = Math.max(one.area.top, other.area.top) - Math.min(one.area.bottom, other.area.bottom);
      const between = Math.max(across, down);
      if (between < gap - 0.5)
        close.push(`${said(one.element)} and ${said(other.element)}: ${between.toFixed(0)}`);
    }
  });

  const edge = document.documentElement.clientWidth;
  const wide = [];
  const clipped = [];
  if (document.scrollingElement.scrollWidth > edge) wide.push(`the page is ${document.scrollingElement.scrollWidth} wide`);
  for (const element of document.querySelectorAll('body *')) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('.unseen, .skip, svg, input, textarea')) continue;
    const { left, right } = element.getBoundingClientRect();
    // A table of figures may be wider than the screen where it is moved by itself, by keys too (WCAG 1.4.10).
    if (element.parentElement?.closest('[role="region"][tabindex="0"]:has(> table)')) continue;
    if (right > edge + 1 || left < -1) wide.push(`${said(element)} from ${left.toFixed(0)} to ${right.toFixed(0)}`);
    const style = getComputedStyle(element);
    const cuts = [style.overflowX, style.overflowY].some((each) => each === 'hidden' || each === 'clip');
    const holdsMore =
      element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    if (cuts && holdsMore && element.clientWidth > 0) clipped.push(said(element));
  }
  return { small, close, wide, clipped, inline: inline.map(said) };
};
