//! Words: message ids, lookup in the locale's catalogue, plurals, dates and numbers through the browser's Intl.
//! Holds no sentence of its own: what a catalogue lacks is shown as its id. Knows no panel.

mod catalogue;
mod intl;
mod messages;

pub use catalogue::{Catalogue, fill};
pub use messages::Msg;

use crate::signal::{Derived, Signal, Stored};
use intl::Formats;
use request_center_models::moment::Moment;
use time::OffsetDateTime;

/// The words of one widget instance. Copied freely; every lookup is a reactive read.
#[derive(Clone, Copy)]
pub struct I18n {
    words: Signal<Words>,
    formats: Stored<Formats>,
}

#[derive(Default)]
struct Words {
    locale: String,
    dir: String,
    catalogue: Catalogue,
}

impl I18n {
    /// Words of a locale: its tag, `ltr` or `rtl`, and the JSON text of what can be said so far. An unreadable text says nothing.
    #[must_use]
    pub fn new(locale: &str, dir: &str, json: &str) -> Self {
        Self { words: Signal::new(Words::new(locale, dir, json)), formats: Stored::new(Formats::new(locale)) }
    }

    /// Says these words from now on: those of another language, or more of the one that is spoken.
    pub fn set(&self, locale: &str, dir: &str, json: &str) {
        self.formats.set(Formats::new(locale));
        self.words.set(Words::new(locale, dir, json));
    }

    /// The locale's tag.
    #[must_use]
    pub fn locale(&self) -> String {
        self.read(|words| words.locale.clone())
    }

    /// `ltr` or `rtl`.
    #[must_use]
    pub fn dir(&self) -> String {
        self.read(|words| words.dir.clone())
    }

    /// A message without placeholders.
    #[must_use]
    pub fn t(&self, message: Msg) -> String {
        self.with(message, &[])
    }

    /// A message with its placeholders filled.
    #[must_use]
    pub fn with(&self, message: Msg, values: &[(&str, &str)]) -> String {
        let id = message.id();
        self.read(|words| words.catalogue.plain(id).map(|text| fill(text, values)))
            .unwrap_or_else(|| id.to_owned())
    }

    /// A message as a part of a view: it is said in whatever language is spoken by then.
    #[must_use]
    pub fn label(self, message: Msg) -> Derived<String> {
        Derived::new(move || self.t(message))
    }

    /// A message in the form the count asks for; `{count}` is the count as the locale writes it.
    #[must_use]
    pub fn count(&self, message: Msg, count: usize, values: &[(&str, &str)]) -> String {
        let id = message.id();
        self.count_text(id, count, values).unwrap_or_else(|| id.to_owned())
    }

    /// The sentence for a code in the form the count asks for, `None` where the catalogue does not know it.
    #[must_use]
    pub fn count_text(&self, id: &str, count: usize, values: &[(&str, &str)]) -> Option<String> {
        let (category, number) = self.formatted(|f| (f.plural(count), f.number(count)));
        let mut all = vec![("count", number.as_str())];
        all.extend_from_slice(values);
        self.read(|words| words.catalogue.plural(id, &category).map(|text| fill(text, &all)))
    }

    /// The sentence for a code (`rule.…`, `error.…`, `scheme.…` and the like), `None` where the catalogue does not know it.
    #[must_use]
    pub fn text(&self, id: &str) -> Option<String> {
        self.text_with(id, &[])
    }

    /// The same with placeholders.
    #[must_use]
    pub fn text_with(&self, id: &str, values: &[(&str, &str)]) -> Option<String> {
        self.read(|words| words.catalogue.plain(id).map(|text| fill(text, values)))
    }

    /// Date and time of day in the person's zone; text that is no date as it came.
    #[must_use]
    pub fn date_time(&self, moment: &Moment) -> String {
        self.moment(moment, Formats::date_time)
    }

    /// The date in the person's zone; text that is no date as it came.
    #[must_use]
    pub fn date(&self, moment: &Moment) -> String {
        self.moment(moment, Formats::date)
    }

    /// Date and time of day in UTC, with the zone's name.
    #[must_use]
    pub fn date_time_utc(&self, moment: &Moment) -> String {
        self.moment(moment, Formats::date_time_utc)
    }

    /// How long ago, or in how long: `3 days ago`.
    #[must_use]
    pub fn relative(&self, moment: &Moment, now: OffsetDateTime) -> String {
        let seconds = moment.instant().map(|instant| (instant - now).whole_seconds());
        let text = seconds.and_then(|seconds| self.formatted(|f| f.relative(seconds)));
        text.unwrap_or_else(|| moment.as_str().to_owned())
    }

    /// A whole number as the locale writes it.
    #[must_use]
    pub fn number(&self, number: usize) -> String {
        self.formatted(|f| f.number(number))
    }

    /// Names as a list: `A, B and C`.
    #[must_use]
    pub fn list(&self, parts: &[String]) -> String {
        self.formatted(|f| f.list(parts))
    }

    fn moment(&self, moment: &Moment, format: impl Fn(&mut Formats, f64) -> Option<String>) -> String {
        let text = moment.unix_millis().and_then(|millis| self.formatted(|f| format(f, millis)));
        text.unwrap_or_else(|| moment.as_str().to_owned())
    }

    /// Reads and tracks; after the widget has gone there is nothing to say.
    fn read<T: Default>(&self, read: impl FnOnce(&Words) -> T) -> T {
        self.words.try_with(read).unwrap_or_default()
    }

    fn formatted<T: Default>(&self, format: impl FnOnce(&mut Formats) -> T) -> T {
        self.words.try_with(|_| ()); // a new language means new numbers and dates
        self.formats.try_update(format).unwrap_or_default()
    }
}

impl Words {
    fn new(locale: &str, dir: &str, json: &str) -> Self {
        Self { locale: locale.to_owned(), dir: dir.to_owned(), catalogue: Catalogue::parse(json) }
    }
}
