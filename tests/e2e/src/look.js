// What a person perceives, asked of the page: elements by role and accessible name through open shadow roots, with
// axe-core's own functions, and the text that is to be seen. Installed before the page's own scripts; changes nothing.
(() => {
  if (window.look) return;

  // the marks around names of another direction are not words
  const clean = (text) => text.replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' ').trim();
  const quote = (text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  /** A name as written in a test: `*` stands for anything. */
  const matcher = (wanted) => {
    if (wanted === null || wanted === undefined) return () => true;
    const expression = new RegExp(`^${wanted.split('*').map(quote).join('.*')}$`, 's');
    return (text) => expression.test(text);
  };

  function* below(root) {
    for (const child of root.children) {
      yield child;
      if (child.shadowRoot) yield* below(child.shadowRoot);
      yield* below(child);
    }
  }

  const shown = (element) => element.checkVisibility({ visibilityProperty: true });

  /** The text to be seen in an element, the shadow trees in it included. */
  function textOf(node, out = []) {
    if (node.nodeType === Node.TEXT_NODE) out.push(node.data);
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT'].includes(node.tagName) || !shown(node)) return out;
      const apart = !getComputedStyle(node).display.startsWith('inline');
      if (apart) out.push(' ');
      for (const child of (node.shadowRoot ?? node).childNodes) textOf(child, out);
      if (apart) out.push(' ');
    }
    return out;
  }
  const text = (node) => clean(textOf(node).join(''));

  const FIELDS = 'input:not([type=button], [type=submit], [type=hidden]), textarea, select';
  const ROLES_WITH_NAMES = ['button', 'tab', 'textbox', 'searchbox', 'combobox', 'region', 'dialog', 'heading', 'group'];
  const roleOf = (element) => axe.commons.aria.getRole(element);
  const nameOf = (element) => clean(axe.commons.text.accessibleText(element) ?? '');
  const perceivable = (element) => shown(element) && axe.utils.getNodeFromTree(element) && axe.commons.dom.isVisibleToScreenReaders(element);
  const isRole = (element, role) =>
    role === 'field' ? element.matches(FIELDS) : [].concat(role).includes(roleOf(element));

  /** Elements that hold one whose whole text, or whose name, is exactly this. */
  const holds = (element, wanted) => {
    const matches = matcher(wanted);
    return matches(text(element)) || [...below(element)].some((inner) => shown(inner) && matches(text(inner)));
  };

  /** The innermost places named, each inside one of those named before it; without a name, the whole page. */
  function places({ within = [] }) {
    axe.teardown();
    axe.setup(document.documentElement);
    let roots = [document.documentElement];
    for (const place of within) {
      const found = roots.flatMap((root) => [...below(root)].filter((element) => perceivable(element)
        && isRole(element, place.role) && (place.name ? matcher(place.name)(nameOf(element)) : holds(element, place.holding))));
      roots = found.filter((element) => !found.some((other) => other !== element && element.contains(other)));
    }
    return roots;
  }

  /** Everything with that role and name inside these places. */
  function inside(roots, { role, name, holding }) {
    const matches = matcher(name);
    const inRoot = (root) => (root.shadowRoot ? [...below(root.shadowRoot), ...below(root)] : [...below(root)]);
    const found = roots.flatMap(inRoot).filter((element) => isRole(element, role) && perceivable(element) && matches(nameOf(element))
      && (!holding || holds(element, holding)));
    return [...new Set(found)];
  }

  /** Everything with that role and name inside the places named. */
  const all = (query) => inside(places(query), query);

  /** How many there are inside the places named; nothing can be counted in a place that is not there. */
  const countOf = (query) => {
    const roots = places(query);
    return roots.length > 0 ? inside(roots, query).length : undefined;
  };

  /** The elements whose text is meant: those of the query, else the whole page. */
  const textPlaces = (within) => (within ? all(within) : [document.body]);

  /** There is one at least, and it is true of all of them. */
  const isTrueOfAll = (elements, test) => elements.length > 0 && elements.every(test);

  /** The element that has the focus, however deep. */
  function focused() {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  }

  const described = (element) => {
    const ids = `${element.getAttribute('aria-describedby') ?? ''} ${element.getAttribute('aria-errormessage') ?? ''}`;
    const texts = ids.split(/\s+/).filter(Boolean).map((id) => element.getRootNode().getElementById?.(id)).filter(Boolean).map(text);
    return clean(texts.join(' '));
  };

  /** A check throws it when waiting is of no use, because what it wants can no longer come. */
  class Never extends Error {}

  const heard = (type) => window.look.events.filter((event) => event.type === type).length;

  const CHECKS = {
    one: (query) => {
      const found = all(query);
      return found.length === 1 ? found[0] : undefined;
    },
    some: (query) => all(query).length > 0,
    none: (query) => countOf(query) === 0,
    count: ({ count, ...query }) => countOf(query) === count,
    text: ({ wanted, within }) => textPlaces(within).some((root) => text(root).includes(clean(wanted))),
    noText: ({ wanted, within }) => isTrueOfAll(textPlaces(within), (root) => !text(root).includes(clean(wanted))),
    value: ({ wanted, ...query }) => all(query).some((element) => element.value === wanted),
    described: ({ wanted, ...query }) => all(query).some((element) => described(element).includes(clean(wanted))),
    invalid: ({ wanted, ...query }) =>
      all(query).some((element) => element.getAttribute('aria-invalid') === 'true' && described(element).includes(clean(wanted))),
    valid: (query) => isTrueOfAll(all(query), (element) => element.getAttribute('aria-invalid') !== 'true'),
    announced: ({ wanted }) =>
      all({ role: ['status', 'alert', 'log'] }).some((element) => text(element).includes(clean(wanted))),
    state: ({ attribute, wanted, ...query }) => all(query).some((element) => element.getAttribute(attribute) === wanted),
    focus: (query) => all(query).includes(focused()),
    focusWithin: (query) => all(query).some((element) => element.contains(focused())),
    unchecked: (query) => isTrueOfAll(all(query), (element) => !element.checked),
    focusText: ({ wanted }) => Boolean(focused()) && focused() !== document.body && text(focused()).includes(clean(wanted)),
    focusInside: () => document.activeElement?.localName === 'request-center' && Boolean(focused()?.getRootNode().host),
    leftBehind: ({ wanted }) => window.leftBehind() === wanted,
    title: ({ wanted }) => document.title === wanted,
    blocked: ({ wanted }) => window.look.violations.some((violation) => violation.startsWith(wanted)),
    event: ({ type, count }) => {
      if (heard(type) > count) throw new Never(`${heard(type)} of ${type} were heard`);
      window.look.expected.set(type, count);
      return heard(type) === count;
    },
  };

  /** Resolves when something in the page changed, or after that many milliseconds. */
  const change = (milliseconds) =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => finish());
      const options = { subtree: true, childList: true, characterData: true, attributes: true };
      observer.observe(document, options);
      for (const element of below(document)) if (element.shadowRoot) observer.observe(element.shadowRoot, options);
      const timer = setTimeout(() => finish(), milliseconds);
      const finish = () => {
        observer.disconnect();
        clearTimeout(timer);
        resolve();
      };
    });

  /** Whether the query names a place that is not there. */
  const isNowhere = (query) =>
    Array.isArray(query.within) ? places(query).length === 0 : Boolean(query.within) && all(query.within).length === 0;

  /** A check tried again at every change until it holds or the time is over. */
  async function until(check, query, milliseconds) {
    const end = performance.now() + milliseconds;
    for (;;) {
      try {
        const found = window.axe && document.body && CHECKS[check](query);
        if (found) return { found };
      } catch (error) {
        if (error instanceof Never) return { never: error.message };
        throw error;
      }
      if (performance.now() >= end) return { missing: `${isNowhere(query) ? 'The place to look in is not there.\n' : ''}${outline()}` };
      await change(Math.min(300, end - performance.now()));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** Everything with a role and a name, for the words of a failure. */
  function outline() {
    axe.teardown();
    axe.setup(document.documentElement);
    const lines = [];
    for (const element of below(document.body)) {
      const role = element.matches(FIELDS) ? `${roleOf(element) ?? 'field'} =${JSON.stringify(element.value)}` : roleOf(element);
      if (!role || ['none', 'presentation', 'generic', 'list', 'group'].includes(role) || !perceivable(element)) continue;
      const off = element.disabled || element.getAttribute('aria-disabled') === 'true' ? ' (off)' : '';
      const words = nameOf(element) || (element.childElementCount < 12 ? text(element).slice(0, 160) : '');
      lines.push(`${role}${off} "${words}"`);
    }
    return `${location.href}\n${lines.join('\n')}\n-- text: ${text(document.body).slice(0, 8000)}`;
  }

  /** Fields whose words are said by what they hold, not by what is written in them. */
  const NAMED_BY_LABEL = ['LABEL', 'LEGEND'];
  const ROLES_NAMED_BY_CONTENT = ['button', 'tab', 'heading', 'link', 'checkbox', 'switch', 'radio'];
  /** Roles that have no name of their own; axe-core would give them what they hold. */
  const ROLES_WITHOUT_NAME = ['listitem', 'term', 'definition', 'row', 'cell'];

  /** Without what differs from one run to the next: ids, dates and how long ago something was. */
  const steady = (line) => line
    .replace(/\b[0-9a-f]{32}\b/g, '<id>')
    .replace(/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\b/g, '<date>')
    .replace(/\b[A-Z][a-z]{2} \d{1,2}, \d{4}(, \d{1,2}:\d{2} [AP]M)?( UTC)?/g, '<date>')
    .replace(/\b(\d+ [a-z]+ ago|now)\b/g, '<moment>');

  /** The state of an element as a screen reader tells it. */
  function stateOf(element) {
    const has = (attribute) => element.getAttribute(`aria-${attribute}`);
    const states = [];
    if (element.disabled || has('disabled') === 'true') states.push('off');
    if (element.type === 'checkbox') states.push(element.indeterminate ? 'mixed' : element.checked ? 'checked' : 'unchecked');
    for (const attribute of ['selected', 'pressed', 'current']) if (has(attribute) && has(attribute) !== 'false') states.push(attribute);
    const open = element.tagName === 'SUMMARY' ? String(element.parentElement.open) : has('expanded');
    if (open) states.push(open === 'true' ? 'expanded' : 'collapsed');
    if (has('invalid') === 'true') states.push('invalid');
    if (element.required || has('required') === 'true') states.push('required');
    const value = element.tagName === 'SELECT' ? element.selectedOptions[0]?.label : element.matches('input:not([type=checkbox]), textarea') && element.value;
    return `${states.map((state) => ` (${state})`).join('')}${value ? ` = ${JSON.stringify(value)}` : ''}${described(element) ? ` described ${JSON.stringify(described(element))}` : ''}`;
  }

  /**
   * Everything a screen reader has of a place, a line each, what is inside of something below it and further in: its role, name and
   * state, or the words that stand there by themselves. What only holds others together is left out.
   */
  function tree(query) {
    const [root] = all(query);
    const lines = [];
    let words = '';
    const end = (depth) => {
      if (clean(words)) lines.push(`${'  '.repeat(depth)}${JSON.stringify(clean(words))}`);
      words = '';
    };
    const enter = (node, depth, silent) => {
      if (node.nodeType === Node.TEXT_NODE && !silent) words += node.data;
      if (node.nodeType !== Node.ELEMENT_NODE || ['SCRIPT', 'STYLE', 'TEMPLATE'].includes(node.tagName) || !perceivable(node)) return;
      const role = roleOf(node);
      const plain = !role || ['none', 'presentation', 'generic'].includes(role);
      const apart = !plain || !getComputedStyle(node).display.startsWith('inline');
      if (apart) end(depth);
      const name = plain || ROLES_WITHOUT_NAME.includes(role) ? '' : nameOf(node);
      const level = role === 'heading' ? ` ${node.tagName.slice(1)}` : '';
      if (!plain) lines.push(`${'  '.repeat(depth)}${role}${level}${name ? ` ${JSON.stringify(name)}` : ''}${stateOf(node)}`);
      const own = lines.length;
      const said = silent || NAMED_BY_LABEL.includes(node.tagName) || (ROLES_NAMED_BY_CONTENT.includes(role) && name !== '');
      if (node.tagName !== 'SELECT') {
        for (const child of (node.shadowRoot ?? node).childNodes) enter(child, plain ? depth : depth + 1, said);
      }
      if (apart) end(plain ? depth : depth + 1);
      // words that are all there is of it stand beside it
      if (!plain && lines.length === own + 1 && lines[own].trim().startsWith('"')) lines[own - 1] += `: ${lines.pop().trim()}`;
    };
    enter(root, 0, false);
    return lines.map(steady).join('\n');
  }

  window.look = {
    until, all, text, focused, outline, tree, nameOf, roleOf, described,
    events: [],
    /** How many events of a kind a test has asked for last. */
    expected: new Map(),
    violations: [],
    /** What axe finds serious or worse. */
    async audit() {
      axe.teardown();
      const { violations } = await axe.run(document, {
        resultTypes: ['violations'],
        preload: false,
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.flat().join(' >> ')}: ${node.failureSummary}`));
    },
    /** Events of which more were heard than the test has asked for last. */
    unexpected() {
      const more = [...window.look.expected].filter(([type, count]) => heard(type) !== count);
      return more.map(([type, count]) => `${type}: ${count} were expected, ${heard(type)} were heard`);
    },
    /** Placeholders nobody filled and ids of messages in place of sentences: those of the catalogues, and what looks like one. */
    unspoken(ids) {
      const words = [text(document.body), ...all({ role: ROLES_WITH_NAMES }).map(nameOf)].join(' ');
      const known = new Set(ids);
      const beginnings = new Set(ids.map((id) => id.split('.')[0]));
      const isId = (word) => known.has(word) || (/^[a-z_.]+$/.test(word) && beginnings.has(word.split('.')[0]));
      return [...(words.match(/\{\w+\}/g) ?? []), ...(words.match(/\w+(\.\w+)+/g) ?? []).filter(isId)];
    },
    /** Elements that reach out of the window sideways, outside of strips that scroll by themselves. */
    overflow() {
      const wide = [];
      const scrolls = (element) => {
        for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
          if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(at).overflowX) && at !== element) return true;
        }
        return false;
      };
      const limit = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth > limit) wide.push(`the page: ${document.documentElement.scrollWidth} of ${limit}`);
      for (const element of below(document.body)) {
        const box = element.getBoundingClientRect();
        if (shown(element) && box.width > 1 && (box.right > limit + 1 || box.left < -1) && !scrolls(element)) {
          wide.push(`${element.tagName.toLowerCase()}.${element.className} ${Math.round(box.left)}..${Math.round(box.right)} of ${limit}`);
        }
      }
      return wide;
    },
  };

  document.addEventListener('securitypolicyviolation', (event) => {
    window.look.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`);
  });
  for (const name of ['ready', 'error', 'submitted', 'cancelled', 'count', 'decided']) {
    document.addEventListener(`request-center-${name}`, ({ type, detail }) => window.look.events.push({ type, detail }));
  }
})();
