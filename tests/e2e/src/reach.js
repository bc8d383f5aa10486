// What `reach.rs` asks a page: each function gives a list of what is wrong, empty when nothing is.
const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=slider], [tabindex="0"]';

/** What lies over the page and is used first. */
const layer = document.querySelector('dialog:modal') ?? document.querySelector(':popover-open, .menu[open]');
/** What people see and can use: not behind an open dialog or menu, not inert, not for screen readers alone. */
const seen = e => {
  if (layer && !layer.contains(e)) return false;
  if (e.closest('[inert]') || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const box = e.getBoundingClientRect();
  return box.width > 1 && box.height > 1;
};
const all = selector => [...document.querySelectorAll(selector)].filter(seen);
const label = e => `<${e.tagName.toLowerCase()}${e.id ? ' #' + e.id : ''}${e.className?.baseVal === undefined && e.className
  ? ' .' + e.className : ''}> "${(e.ariaLabel || e.innerText || e.labels?.[0]?.innerText || '').trim().replace(/\s+/g, ' ').slice(0, 60)}"`;
const round = box => [box.x, box.y, box.width, box.height].map(Math.round).join(' ');

/** The box that takes a click: that of the label that wraps a box to tick. */
const target = e => {
  const wrapper = e.closest('label');
  return (e.matches('input') && wrapper && seen(wrapper) ? wrapper : e).getBoundingClientRect();
};
/** A link in a sentence: its height is the line's. */
const inText = e => {
  if (!e.matches('a, button') || !getComputedStyle(e).display.startsWith('inline')) return false;
  const block = e.closest('p, li, dd, td, th, small, blockquote, label');
  const walker = block && document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (walker?.nextNode()) if (!e.contains(walker.currentNode) && walker.currentNode.data.trim().length > 1) return true;
  return false;
};

/** The part of an element that the view shows: middle and size. An inline element is looked at where it begins. */
const shown = e => {
  const box = [...e.getClientRects()].find(box => box.width > 0 && box.height > 0) ?? e.getBoundingClientRect();
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
};
/** What lies over the middle of an element; empty when nothing does. */
const over = e => {
  const part = shown(e);
  if (part.width < 1 || part.height < 1) return 'it is out of view';
  const hit = document.elementFromPoint(part.x, part.y);
  if (hit && (e === hit || e.contains(hit) || hit.closest('label')?.control === e)) return '';
  return `${hit ? label(hit) : 'nothing'} lies over it at ${Math.round(part.x)},${Math.round(part.y)}`;
};

const rgba = text => {
  const numbers = text.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
  return text.startsWith('color(srgb') ? [...numbers.slice(0, 3).map(n => n * 255), numbers[3] ?? 1] : [...numbers.slice(0, 3), numbers[3] ?? 1];
};
const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
/** The ground behind an element. */
const ground = e => {
  for (let at = e; at; at = at.parentElement) {
    const colour = rgba(getComputedStyle(at).backgroundColor);
    if (colour[3] > 0.5) return colour;
  }
  return rgba(matchMedia('(prefers-color-scheme: dark)').matches ? '0, 0, 0' : '255, 255, 255');
};

const reach = {
  /** WCAG 2.5.8: 24 by 24, or a circle of 24 around the middle that no other target touches. */
  targets() {
    const boxes = all(CONTROLS).map(e => ({ e, box: target(e), small: false }));
    for (const t of boxes) {
      t.small = t.box.width < 23.9 || t.box.height < 23.9;
      t.x = t.box.x + t.box.width / 2;
      t.y = t.box.y + t.box.height / 2;
    }
    const near = (a, b) => b.small ? Math.hypot(a.x - b.x, a.y - b.y) < 24
      : Math.hypot(Math.max(b.box.left - a.x, 0, a.x - b.box.right), Math.max(b.box.top - a.y, 0, a.y - b.box.bottom)) < 12;
    const apart = (a, b) => !a.e.contains(b.e) && !b.e.contains(a.e) && a.e.closest('label') !== (b.e.closest('label') ?? b.e);
    return boxes.filter(t => t.small && !inText(t.e)).flatMap(t => {
      const other = boxes.find(o => o !== t && apart(t, o) && near(t, o));
      return other ? [`${label(t.e)} is small (${round(t.box)}) and beside ${label(other.e)} (${round(other.box)})`] : [];
    });
  },

  /** The page scrolls in one direction. */
  sideways() {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = all('body *').filter(e => e.getBoundingClientRect().right > root.clientWidth + 1).map(label);
    return [`the page scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}; ${wide.slice(0, 5).join(', ')}`];
  },

  /** WCAG 1.4.10 at 400 %: one direction of scrolling, no part that sticks over much of the view, everything within reach. */
  zoomed() {
    const wrong = this.sideways();
    for (const e of all('body *')) {
      const how = getComputedStyle(e).position;
      const floats = (how === 'fixed' || how === 'sticky') && !e.matches('dialog, [popover], .skip-link, .boot');
      if (floats && e.getBoundingClientRect().height > innerHeight / 4) wrong.push(`${label(e)} sticks over the view`);
    }
    return wrong.concat(this.unreachable());
  },

  /** Controls that cannot be brought into view, or that something lies over. */
  unreachable() {
    const wrong = [];
    const before = [scrollX, scrollY];
    for (const e of all(CONTROLS)) {
      e.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
      const problem = over(e);
      if (problem) wrong.push(`${label(e)}: ${problem}`);
    }
    scrollTo(...before);
    return wrong;
  },

  /** WCAG 1.4.12: with wider spacing nothing is cut off, and nothing widens the page. */
  spaced() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets.push(sheet);
    const wrong = this.sideways();
    for (const e of all('body *')) {
      const style = getComputedStyle(e);
      const cuts = style.overflowX === 'hidden' || style.overflowX === 'clip' || e.matches('button, .button');
      if (!cuts || style.display === 'inline' || e.closest('[aria-hidden=true], progress, svg')) continue;
      // A number on its corner is meant to stand out of it.
      if ([...e.children].some(child => getComputedStyle(child).position === 'absolute')) continue;
      // Text that ends in dots has its whole elsewhere; the bones of what is on its way hold none.
      if (style.textOverflow === 'ellipsis' || e.ariaBusy === 'true') continue;
      if (e.innerText?.trim() && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
        wrong.push(`${label(e)} is cut off: ${e.scrollWidth}x${e.scrollHeight} in ${e.clientWidth}x${e.clientHeight}`);
    }
    document.adoptedStyleSheets.pop();
    return wrong;
  },

  /** Forced colours: grounds are gone, so edges and marks carry the state. */
  forced() {
    if (!matchMedia('(forced-colors: active)').matches) return ['the colours are not forced'];
    const wrong = [];
    const edged = '.panel, .notice, .badge, .empty, .table-frame, .choices > label, .drop-zone, .rows, .tag, .tabs .count, .bell .count, .error-summary, ' +
      'dialog, [popover], progress, kbd, .check .points > li, button, .button:not(a.brand), select, textarea, ' +
      'input:not([type=radio], [type=checkbox], [type=file], [type=hidden])';
    for (const e of all(edged)) {
      if (e.matches('[data-variant=link], .table-frame .table-frame')) continue;
      const style = getComputedStyle(e);
      const edge = ['Top', 'Bottom'].some(side => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== 'none'
        && contrast(rgba(style[`border${side}Color`]), ground(e.parentElement)) >= 3);
      if (!edge) wrong.push(`${label(e)} has no edge: ${style.borderTopWidth} ${style.borderTopStyle} ${style.borderTopColor}`);
    }
    for (const e of all('.badge')) {
      const style = getComputedStyle(e);
      const mark = e.querySelector('svg');
      if (!e.innerText.trim()) wrong.push(`${label(e)} has no word`);
      if (!mark || !seen(mark)) wrong.push(`${label(e)} has no mark`);
      else if (contrast(rgba(getComputedStyle(mark).stroke), ground(e)) < 3) wrong.push(`${label(e)}: its mark is not seen`);
      if (contrast(rgba(style.color), ground(e)) < 4.5) wrong.push(`${label(e)}: its word is not legible`);
    }
    for (const e of all('svg:not(.drawing svg, .share, .key)'))
      if (contrast(rgba(getComputedStyle(e).color), ground(e)) < 3) wrong.push(`${label(e.parentElement)}: its drawing is not seen`);
    for (const key of all('.legend .key')) {
      const tone = key.dataset.tone, fill = e => getComputedStyle(e.matches('svg') ? e.firstElementChild ?? e : e).fill;
      const series = document.querySelector(`.series[data-tone="${tone}"]`);
      if (series && getComputedStyle(series).fill !== fill(key)) wrong.push(`the legend's ${tone} is not the chart's`);
    }
    for (const e of all('.site-nav [aria-current], .tabs [aria-current]')) {
      const mark = getComputedStyle(e, '::after');
      if (contrast(rgba(mark.borderBottomColor), ground(e)) < 3) wrong.push(`${label(e)}: where we are is not seen`);
    }
    return wrong;
  },

  /** Reduced motion: nothing moves. */
  still() {
    return document.getAnimations().filter(a => a.playState === 'running')
      .map(a => `${a.animationName ?? a.transitionProperty} of ${label(a.effect.target)}${a.effect.pseudoElement ?? ''} is running`);
  },

  /** One polite region and one alert, in the page whether or not they say something (WCAG 4.1.3). */
  regions() {
    const found = [...document.querySelectorAll('[role=status], [role=alert], [role=log], [aria-live]')].filter(e => !e.closest('[hidden]'));
    const polite = found.filter(e => e.matches('[role=status]')), alert = found.filter(e => e.matches('[role=alert]'));
    const wrong = found.filter(e => e.ariaAtomic !== 'true').map(e => `${label(e)} is not atomic`);
    if (polite.length !== 1) wrong.push(`${polite.length} polite regions: ${polite.map(label)}`);
    if (alert.length !== 1) wrong.push(`${alert.length} alerts: ${alert.map(label)}`);
    if (found.length !== polite.length + alert.length) wrong.push(`others speak too: ${found.map(label)}`);
    return wrong;
  },

  /** What has the focus, for `Page::stop`. `null` for nothing, and for what had it before the last one. */
  stop() {
    const e = document.activeElement;
    window.__stops ??= [];
    if (!e || e === document.body || (layer && !layer.contains(e))) return null;
    const again = __stops.at(-1) === e;
    if (__stops.includes(e) && !again) return null;
    if (!again) __stops.push(e);
    // The ring may be around the row that a box to tick stands in.
    const ringed = [e, e.parentElement, e.parentElement?.parentElement].find(at => {
      const style = at && getComputedStyle(at);
      return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && rgba(style.outlineColor)[3] > 0.5;
    });
    const part = shown(ringed ?? e), parent = e.parentElement;
    const kind = [e.tagName, e.type, e.className, e.dataset.variant, e.dataset.size, e.ariaDisabled, parent?.tagName, parent?.className].join('|');
    return { again, what: label(e), kind, covered: over(e), edge: Boolean(ringed) && e.matches(':focus-visible'),
      clip: { x: part.x - part.width / 2 + scrollX, y: part.y - part.height / 2 + scrollY, width: part.width, height: part.height } };
  },
  /** Begins to count stops anew, at the first one. */
  restart() {
    window.__stops = [];
    window.__had = document.activeElement;
    __had.blur();
    scrollTo(0, 0);
    const first = layer ? all(CONTROLS).find(e => e.tabIndex >= 0 && !e.matches(':disabled')) : document.querySelector('.skip-link');
    first.focus({ focusVisible: true, preventScroll: !layer });
    return [];
  },
  /** Gives the focus back to what had it before. */
  finish() { scrollTo(0, 0); __had.focus({ preventScroll: true }); return []; },
  /** Controls that Tab did not come to. */
  missed() {
    const groups = new Set(__stops.filter(e => e.type === 'radio').map(e => e.name));
    return all(CONTROLS).filter(e => e.tabIndex >= 0 && !e.matches(':disabled') && !__stops.includes(e) && !(e.type === 'radio' && groups.has(e.name))).map(label);
  },
  /** Takes the focus away, or gives it back. */
  unfocus() { __stops.at(-1).blur(); return []; },
  refocus() { __stops.at(-1).focus({ preventScroll: true, focusVisible: true }); return []; },

  /** How many pixels differ between two pictures with at least 3:1 (WCAG 2.4.13). */
  async differing(one, other) {
    const pixels = async text => {
      const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      canvas.drawImage(picture, 0, 0);
      return canvas.getImageData(0, 0, picture.width, picture.height).data;
    };
    const [a, b] = [await pixels(one), await pixels(other)];
    let count = 0;
    for (let i = 0; i < Math.min(a.length, b.length); i += 4)
      if (contrast(a.slice(i, i + 3), b.slice(i, i + 3)) >= 3) count += 1;
    return count;
  },
};
return reach[arguments[0]](...[...arguments].slice(1));
