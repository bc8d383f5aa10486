// What assistive technology is told of a page, by the rules of HTML-AAM and of the computation of names, in one question: for
// browsers whose own accessibility tree cannot be asked. Arguments: "nodes", role · "focus".

const IMPLICIT = [
  ['button', 'button, input[type=button], input[type=submit], input[type=reset], input[type=image]'],
  ['link', 'a[href], area[href]'],
  ['heading', 'h1, h2, h3, h4, h5, h6'],
  ['checkbox', 'input[type=checkbox]'],
  ['radio', 'input[type=radio]'],
  ['slider', 'input[type=range]'],
  ['spinbutton', 'input[type=number]'],
  ['searchbox', 'input[type=search]:not([list])'],
  ['Date', 'input[type=date]'],
  ['combobox', 'select:not([multiple]):not([size]), input[list]'],
  ['listbox', 'select'],
  ['textbox', 'textarea, input:not([type]), input[type=text], input[type=password], input[type=email], input[type=tel], input[type=url]'],
  ['progressbar', 'progress'],
  ['group', 'fieldset, details, optgroup'],
  ['dialog', 'dialog'],
  ['image', 'img:not([alt=""])'],
  ['navigation', 'nav'],
  ['main', 'main'],
  ['status', 'output'],
  ['table', 'table'],
  ['columnheader', 'th'],
  ['cell', 'td'],
  ['listitem', 'li'],
  ['list', 'ul, ol'],
  ['option', 'option'],
  ['DisclosureTriangle', 'details > summary'],
];
const SPELLED = { img: 'image' };
const BY_CONTENT = new Set(['button', 'link', 'heading', 'checkbox', 'radio', 'option', 'cell', 'columnheader', 'rowheader',
  'switch', 'tab', 'menuitem', 'menuitemradio', 'menuitemcheckbox', 'tooltip', 'DisclosureTriangle']);

const single = (text) => text.replace(/\s+/g, ' ').trim();

function roleOf(element) {
  const [own] = (element.getAttribute('role') ?? '').split(/\s+/);
  if (own) return SPELLED[own] ?? own;
  return IMPLICIT.find(([, selector]) => element.matches(selector))?.[0] ?? element.localName;
}

function candidates(role) {
  const implicit = IMPLICIT.find(([name]) => name === role)?.[1];
  const spelled = role === 'image' ? 'img' : role;
  const selector = [`[role~="${spelled}"]`, `[role~="${role}"]`, implicit].filter(Boolean).join(', ');
  return [...document.querySelectorAll(selector)].filter((element) => roleOf(element) === role);
}

// The dialog over everything else: what lies behind it is out of reach.
const modal = [...document.querySelectorAll('dialog:modal')].at(-1);

function reachable(element) {
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  if (element.closest('[aria-hidden=true], [inert]')) return false;
  return !modal || modal.contains(element);
}

const shown = (element) => element.getAttribute('aria-hidden') !== 'true' && element.checkVisibility({ visibilityProperty: true });

function valueOf(element) {
  if (element.localName === 'select') return [...element.selectedOptions].map((option) => option.text).join(' ');
  if (element.localName === 'progress') return element.hasAttribute('value') ? String(element.value) : '';
  if ('value' in element && !['button', 'option', 'li'].includes(element.localName)) return String(element.value);
  return element.getAttribute('aria-valuenow') ?? '';
}

// What CSS puts before or after an element is read out as well.
function generated(element, where) {
  const content = getComputedStyle(element, where).content;
  const quoted = content.match(/^(?:.*\/ )?"((?:[^"\\]|\\.)*)"$/);
  return quoted ? quoted[1] : '';
}

function textOf(node, of, hiddenToo) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node === of) return '';
  if (!hiddenToo && !shown(node)) return '';
  const label = single(node.getAttribute('aria-label') ?? '');
  if (label) return ` ${label} `;
  if (node.localName === 'img') return node.alt;
  if (node.localName === 'svg') return node.querySelector(':scope > title')?.textContent ?? '';
  if (['script', 'style'].includes(node.localName)) return '';
  if (node.localName === 'br') return ' ';
  if (of && ['input', 'select', 'textarea', 'progress'].includes(node.localName)) return ` ${valueOf(node)} `;
  const inside = generated(node, '::before') + [...node.childNodes].map((child) => textOf(child, of, hiddenToo)).join('') +
    generated(node, '::after');
  return getComputedStyle(node).display.startsWith('inline') ? inside : ` ${inside} `;
}

const content = (element, hiddenToo) => single(textOf(element, null, hiddenToo));

function referenced(element, attribute) {
  const ids = (element.getAttribute(attribute) ?? '').split(/\s+/).filter(Boolean);
  const parts = ids.map((id) => document.getElementById(id)).filter(Boolean).map((other) =>
    single(other.getAttribute('aria-label') ?? '') || content(other, !shown(other)));
  return single(parts.join(' '));
}

function nameOf(element, role) {
  const given = referenced(element, 'aria-labelledby') || single(element.getAttribute('aria-label') ?? '');
  if (given) return given;
  const tag = element.localName;
  const labels = [...(element.labels ?? [])].map((label) => single(textOf(label, element, false)));
  const part = { fieldset: 'legend', table: 'caption', figure: 'figcaption', svg: 'title' }[tag];
  const title = part && element.querySelector(`:scope > ${part}`);
  const native = labels.filter(Boolean).join(' ') || (title ? content(title, false) : '') ||
    (tag === 'img' || element.type === 'image' ? element.alt : '') ||
    (tag === 'input' && ['button', 'submit', 'reset'].includes(element.type) ? element.value : '');
  return single(native) || (BY_CONTENT.has(role) ? content(element, false) : '') || single(element.title ?? '') ||
    single(element.placeholder ?? '');
}

function told(element) {
  const role = roleOf(element);
  const name = nameOf(element, role);
  const states = [];
  const state = (name, value) => states.push({ name, value: { value } });
  if (role === 'radio' || role === 'checkbox') state('checked', String(element.checked ?? element.ariaChecked));
  if (element.matches(':disabled, [aria-disabled=true]')) state('disabled', 'true');
  if (element === document.activeElement) state('focused', 'true');
  if (element.ariaExpanded) state('expanded', element.ariaExpanded);
  if (element.ariaInvalid) state('invalid', element.ariaInvalid);
  const described = referenced(element, 'aria-describedby') || (element.title && element.title !== name ? single(element.title) : '');
  return { role, name, description: described, value: single(valueOf(element)), states, element };
}

const [question, role] = arguments;
if (question === 'focus') {
  const element = document.activeElement;
  return !element || element === document.body ? { role: 'RootWebArea', name: document.title } : told(element);
}
return candidates(role).filter(reachable).map(told);
