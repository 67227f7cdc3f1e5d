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

  /** Everything with that role and name inside the places named. */
  function all({ role, name, holding, within = [] }) {
    axe.teardown();
    axe.setup(document.documentElement);
    let roots = [document.documentElement];
    for (const place of within) {
      const found = roots.flatMap((root) => [...below(root)].filter((element) => perceivable(element)
        && isRole(element, place.role) && (place.name ? matcher(place.name)(nameOf(element)) : holds(element, place.holding))));
      roots = found.filter((element) => !found.some((other) => other !== element && element.contains(other)));
    }
    const matches = matcher(name);
    const inRoot = (root) => (root.shadowRoot ? [...below(root.shadowRoot), ...below(root)] : [...below(root)]);
    const found = roots.flatMap(inRoot).filter((element) => isRole(element, role) && perceivable(element) && matches(nameOf(element))
      && (!holding || holds(element, holding)));
    return [...new Set(found)];
  }

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

  const CHECKS = {
    one: (query) => {
      const found = all(query);
      return found.length === 1 ? found[0] : undefined;
    },
    some: (query) => all(query).length > 0,
    none: (query) => all(query).length === 0,
    count: ({ count, ...query }) => all(query).length === count,
    text: ({ wanted, within }) => (within ? all(within) : [document.body]).some((root) => text(root).includes(clean(wanted))),
    noText: ({ wanted, within }) => (within ? all(within) : [document.body]).every((root) => !text(root).includes(clean(wanted))),
    value: ({ wanted, ...query }) => all(query).some((element) => element.value === wanted),
    described: ({ wanted, ...query }) => all(query).some((element) => described(element).includes(clean(wanted))),
    invalid: ({ wanted, ...query }) =>
      all(query).some((element) => element.getAttribute('aria-invalid') === 'true' && described(element).includes(clean(wanted))),
    valid: (query) => all(query).some((element) => element.getAttribute('aria-invalid') !== 'true'),
    announced: ({ wanted }) =>
      all({ role: ['status', 'alert', 'log'] }).some((element) => text(element).includes(clean(wanted))),
    state: ({ attribute, wanted, ...query }) => all(query).some((element) => element.getAttribute(attribute) === wanted),
    focus: (query) => all(query).includes(focused()),
    focusWithin: (query) => all(query).some((element) => element.contains(focused())),
    unchecked: (query) => all(query).some((element) => !element.checked),
    focusText: ({ wanted }) => Boolean(focused()) && focused() !== document.body && text(focused()).includes(clean(wanted)),
    focusInside: () => document.activeElement?.localName === 'request-center' && Boolean(focused()?.getRootNode().host),
    leftBehind: ({ wanted }) => window.leftBehind() === wanted,
    title: ({ wanted }) => document.title === wanted,
    blocked: ({ wanted }) => window.look.violations.some((violation) => violation.startsWith(wanted)),
    event: ({ type, count }) => window.look.events.filter((event) => event.type === type).length >= count,
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

  /** A check tried again at every change until it holds or the time is over. */
  async function until(check, query, milliseconds) {
    const end = performance.now() + milliseconds;
    for (;;) {
      const found = window.axe && document.body && CHECKS[check](query);
      if (found) return { found };
      if (performance.now() >= end) return { missing: outline() };
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

  window.look = {
    until, all, text, focused, outline, nameOf, roleOf, described,
    events: [],
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
    /** Placeholders nobody filled and ids of messages in place of sentences. */
    unspoken() {
      const words = [text(document.body), ...all({ role: ROLES_WITH_NAMES }).map(nameOf)].join(' ');
      const ids = /\b(tabs|action|approvals|decision|keys|person|catalog|request|requests|progress|detail|step|cancel|trouble|error|rule|cancel_blocked|team|removal|given|settings|setting|stuck|close|item_type|scheme|config|storage)\.[a-z_.]+[a-z]\b/g;
      return [...(words.match(/\{\w+\}/g) ?? []), ...(words.match(ids) ?? [])];
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
