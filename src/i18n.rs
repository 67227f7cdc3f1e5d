//! Internationalization: message ids, lookup in the locale's catalogue, plurals, and dates and numbers through the browser's Intl. Holds
//! no sentence: a message missing in the catalogue is shown as its id. Knows no panel.

mod catalogue;
mod intl;
mod messages;

pub use catalogue::{Catalogue, fill};
pub use messages::Msg;

use crate::signal::{Derived, Signal, Stored};
use intl::Formats;
use request_center_models::moment::{Moment, elapsed};
use time::OffsetDateTime;

/// The messages of one widget. Cheap to copy; every lookup is a reactive read.
#[derive(Clone, Copy)]
pub struct I18n {
    locale: Signal<Locale>,
    formats: Stored<Formats>,
}

#[derive(Default)]
struct Locale {
    tag: String,
    dir: String,
    catalogue: Catalogue,
}

impl I18n {
    /// The messages of a locale: its tag, `ltr` or `rtl`, and its catalogue as JSON. Invalid JSON is an empty catalogue.
    #[must_use]
    pub fn new(locale: &str, dir: &str, json: &str) -> Self {
        Self {
            locale: Signal::new(Locale::new(locale, dir, json)),
            formats: Stored::new(Formats::new(locale)),
        }
    }

    /// Sets another locale, or a larger catalogue of the same one.
    pub fn set(&self, locale: &str, dir: &str, json: &str) {
        self.formats.set(Formats::new(locale));
        self.locale.set(Locale::new(locale, dir, json));
    }

    /// The locale's language tag.
    #[must_use]
    pub fn locale(&self) -> String {
        self.read(|locale| locale.tag.clone())
    }

    /// `ltr` or `rtl`.
    #[must_use]
    pub fn dir(&self) -> String {
        self.read(|locale| locale.dir.clone())
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
        self.text_with(id, values).unwrap_or_else(|| id.to_owned())
    }

    /// A message as a derived value, for views: it follows the locale.
    #[must_use]
    pub fn label(self, message: Msg) -> Derived<String> {
        Derived::new(move || self.t(message))
    }

    /// A message in the plural form of the count; `{count}` is the formatted count.
    #[must_use]
    pub fn count(&self, message: Msg, count: usize, values: &[(&str, &str)]) -> String {
        let id = message.id();
        self.count_text(id, count, values).unwrap_or_else(|| id.to_owned())
    }

    /// The message with that id in the plural form of the count; `None` where the catalogue lacks it.
    #[must_use]
    pub fn count_text(&self, id: &str, count: usize, values: &[(&str, &str)]) -> Option<String> {
        let (category, number) = self.formatted(|f| (f.plural(count), f.number(count)));
        let mut all = vec![("count", number.as_str())];
        all.extend_from_slice(values);
        self.read(|locale| locale.catalogue.plural(id, &category).map(|text| fill(text, &all)))
    }

    /// The message with that id (`rule.…`, `error.…`, `scheme.…`); `None` where the catalogue lacks it.
    #[must_use]
    pub fn text(&self, id: &str) -> Option<String> {
        self.text_with(id, &[])
    }

    /// The message with that id, its placeholders filled.
    #[must_use]
    pub fn text_with(&self, id: &str, values: &[(&str, &str)]) -> Option<String> {
        self.read(|locale| locale.catalogue.plain(id).map(|text| fill(text, values)))
    }

    /// Date and time in the browser's time zone; a text that is no date is returned as it is.
    #[must_use]
    pub fn date_time(&self, moment: &Moment) -> String {
        self.moment(moment, Formats::date_time)
    }

    /// Date and time of milliseconds since 1970, in the browser's time zone.
    #[must_use]
    pub fn date_time_of_millis(&self, millis: u64) -> String {
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds of the next 285,000 years fit in 53 bits"
        )]
        let millis = millis as f64;
        self.formatted(|f| f.date_time(millis)).unwrap_or_default()
    }

    /// The date in the browser's time zone; a text that is no date is returned as it is.
    #[must_use]
    pub fn date(&self, moment: &Moment) -> String {
        self.moment(moment, Formats::date)
    }

    /// Date and time in UTC, with `UTC` appended.
    #[must_use]
    pub fn date_time_utc(&self, moment: &Moment) -> String {
        self.moment(moment, Formats::date_time_utc)
    }

    /// The time relative to now: `3 days ago`.
    #[must_use]
    pub fn relative(&self, moment: &Moment, now: OffsetDateTime) -> String {
        let seconds = moment.instant().map(|instant| elapsed(now, instant).whole_seconds());
        let text = seconds.and_then(|seconds| self.formatted(|f| f.relative(seconds)));
        text.unwrap_or_else(|| moment.as_str().to_owned())
    }

    /// A formatted whole number.
    #[must_use]
    pub fn number(&self, number: usize) -> String {
        self.formatted(|f| f.number(number))
    }

    /// A list of names: `A, B and C`.
    #[must_use]
    pub fn list(&self, parts: &[String]) -> String {
        self.formatted(|f| f.list(parts))
    }

    /// A list of alternatives: `A, B or C`.
    #[must_use]
    pub fn alternatives(&self, parts: &[String]) -> String {
        self.formatted(|f| f.alternatives(parts))
    }

    fn moment(&self, moment: &Moment, format: impl Fn(&mut Formats, f64) -> Option<String>) -> String {
        let text = moment.unix_millis().and_then(|millis| self.formatted(|f| format(f, millis)));
        text.unwrap_or_else(|| moment.as_str().to_owned())
    }

    /// Reads and tracks the locale; the default once the widget is unmounted.
    fn read<T: Default>(&self, read: impl FnOnce(&Locale) -> T) -> T {
        self.locale.try_with(read).unwrap_or_default()
    }

    fn formatted<T: Default>(&self, format: impl Fn(&mut Formats) -> T) -> T {
        let mut formatted = T::default();
        self.use_formats(&mut |formats| formatted = format(formats));
        formatted
    }

    /// Not generic: all formats share it.
    fn use_formats(&self, format: &mut dyn FnMut(&mut Formats)) {
        self.locale.try_with(|_| ()); // tracked, because the formats depend on it
        self.formats.try_update(format);
    }
}

impl Locale {
    fn new(locale: &str, dir: &str, json: &str) -> Self {
        Self { tag: locale.to_owned(), dir: dir.to_owned(), catalogue: Catalogue::parse(json) }
    }
}
