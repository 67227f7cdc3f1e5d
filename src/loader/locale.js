// The languages of the widget, and what the loader itself says in them. It fetches nothing.

/** The languages there are catalogues for, and how they run. The first one is used where no other fits. */
export const LOCALES = { en: 'ltr', de: 'ltr' };

/** What stands in the element while there is no widget; the only words that are not in the catalogues. */
export const WORDS = {
  en: {
    loading: 'Loading the request center …',
    failed: 'We couldn’t load the request center.',
    advice: 'Check your connection and try again. If that doesn’t help, tell the owner of this page.',
    signedOut: 'Your sign-in has probably ended. Sign in in another tab, then try again. What you typed is kept.',
    retry: 'Try again',
    crashed: 'The request center has stopped.',
    restart: 'What you typed is kept. Reload the page to continue.',
    reload: 'Reload page',
  },
  de: {
    loading: 'Das Antragscenter wird geladen …',
    failed: 'Das Antragscenter konnte nicht geladen werden.',
    advice: 'Prüfen Sie Ihre Verbindung und versuchen Sie es erneut. Wenn das nicht hilft, wenden Sie sich an die Betreiber dieser Seite.',
    signedOut: 'Ihre Anmeldung ist vermutlich abgelaufen. Melden Sie sich in einem anderen Tab an und versuchen Sie es erneut. Ihre Eingaben bleiben erhalten.',
    retry: 'Erneut versuchen',
    crashed: 'Das Antragscenter wurde unerwartet beendet.',
    restart: 'Ihre Eingaben bleiben erhalten. Laden Sie die Seite neu, um fortzufahren.',
    reload: 'Seite neu laden',
  },
};

/** The element's own language, else its surroundings', else the browser's: the first there is a catalogue for. */
export function localeOf(element) {
  const wanted = [];
  for (let node = element; node; node = node.getRootNode().host) {
    for (let at = node.closest('[lang]'); at; at = at.parentElement?.closest('[lang]')) wanted.push(at.lang);
  }
  const known = Object.keys(LOCALES);
  const nearest = (tag) => {
    for (let rest = tag.toLowerCase(); rest; rest = rest.slice(0, Math.max(rest.lastIndexOf('-'), 0))) {
      const match = known.find((locale) => locale.toLowerCase() === rest);
      if (match) return match;
    }
    return undefined;
  };
  return [...wanted, ...navigator.languages].map(nearest).find(Boolean) ?? known[0];
}
