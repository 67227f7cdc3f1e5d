//! Words: message ids, lookup in the locale catalogue, plurals and dates through the browser's Intl.
