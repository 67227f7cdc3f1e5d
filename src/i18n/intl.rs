//! The browser's Intl, with formatters cached per locale. An exception of the browser is caught and returned as `None`; the value is
//! then shown unformatted.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Units of time with their seconds, largest first.
const UNITS: [(i64, &str); 6] = [
    (31_557_600, "year"),
    (2_629_800, "month"),
    (86_400, "day"),
    (3_600, "hour"),
    (60, "minute"),
    (1, "second"),
];

const ZONE_UTC: (&str, &str) = ("timeZone", "UTC");

/// The formatters of one locale.
#[derive(Clone, Default)]
pub(super) struct Formats {
    locale: String,
    cache: Vec<(&'static str, Option<JsValue>)>,
}

impl Formats {
    /// The formatters of a locale, or of the browser's regional variant of it.
    pub(super) fn new(locale: &str) -> Self {
        Self { locale: regional(locale), cache: Vec::new() }
    }

    pub(super) fn date_time(&mut self, millis: f64) -> Option<String> {
        let styles = [("dateStyle", "medium"), ("timeStyle", "short")];
        self.format("date_time", "DateTimeFormat", &styles, &[millis.into()])
    }

    pub(super) fn date(&mut self, millis: f64) -> Option<String> {
        self.format("date", "DateTimeFormat", &[("dateStyle", "medium")], &[millis.into()])
    }

    pub(super) fn date_time_utc(&mut self, millis: f64) -> Option<String> {
        let styles = [("dateStyle", "medium"), ("timeStyle", "short"), ZONE_UTC];
        let text = self.format("date_time_utc", "DateTimeFormat", &styles, &[millis.into()])?;
        Some(format!("{text} UTC"))
    }

    pub(super) fn relative(&mut self, seconds: i64) -> Option<String> {
        let (count, unit) = in_unit(seconds);
        self.format("relative", "RelativeTimeFormat", &[], &[count.into(), unit.into()])
    }

    pub(super) fn number(&mut self, number: usize) -> String {
        let argument = JsValue::from_f64(as_f64(number));
        self.format("number", "NumberFormat", &[], &[argument]).unwrap_or_else(|| number.to_string())
    }

    /// The plural category: `one`, `other` and so on.
    pub(super) fn plural(&mut self, number: usize) -> String {
        let argument = JsValue::from_f64(as_f64(number));
        self.call("plural", "PluralRules", "select", &[], &[argument]).unwrap_or_else(|| "other".to_owned())
    }

    pub(super) fn list(&mut self, parts: &[String]) -> String {
        self.joined("list", &[], parts)
    }

    pub(super) fn alternatives(&mut self, parts: &[String]) -> String {
        self.joined("alternatives", &[("type", "disjunction")], parts)
    }

    fn joined(&mut self, key: &'static str, options: &[(&str, &str)], parts: &[String]) -> String {
        let array: Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
        self.format(key, "ListFormat", options, &[array.into()]).unwrap_or_else(|| parts.join(", "))
    }

    fn format(
        &mut self,
        key: &'static str,
        class: &str,
        options: &[(&str, &str)],
        arguments: &[JsValue],
    ) -> Option<String> {
        self.call(key, class, "format", options, arguments)
    }

    fn call(
        &mut self,
        key: &'static str,
        class: &str,
        method: &str,
        options: &[(&str, &str)],
        arguments: &[JsValue],
    ) -> Option<String> {
        let cached =
            self.cache.iter().find(|(known, _)| *known == key).map(|(_, formatter)| formatter.clone());
        let formatter = cached.unwrap_or_else(|| {
            let formatter = make(class, &self.locale, options);
            self.cache.push((key, formatter.clone()));
            formatter
        })?;
        let function: Function = Reflect::get(&formatter, &method.into()).ok()?.dyn_into().ok()?;
        Reflect::apply(&function, &formatter, &arguments.iter().collect()).ok()?.as_string()
    }
}

/// `new Intl[class](locale, options)`; `None` where it throws.
fn make(class: &str, locale: &str, options: &[(&str, &str)]) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let settings = Object::new();
    for (name, value) in options {
        Reflect::set(&settings, &(*name).into(), &(*value).into()).ok()?;
    }
    Reflect::construct(&constructor, &Array::of2(&locale.into(), &settings)).ok()
}

/// The first of the browser's languages that is a regional variant of the locale and supported by Intl, else the locale.
fn regional(locale: &str) -> String {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok();
    let languages = navigator.and_then(|n| Reflect::get(&n, &"languages".into()).ok());
    let tags =
        languages.map(|l| Array::from(&l)).unwrap_or_default().into_iter().filter_map(|tag| tag.as_string());
    let mut regions = tags.filter(|tag| is_region_of(tag, locale));
    regions.find(|tag| make("NumberFormat", tag, &[]).is_some()).unwrap_or_else(|| locale.to_owned())
}

fn is_region_of(tag: &str, locale: &str) -> bool {
    tag.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case(locale))
}

/// The span in the largest unit that fits, rounded towards zero; at least one second.
fn in_unit(seconds: i64) -> (f64, &'static str) {
    let far = seconds.unsigned_abs();
    let fits = UNITS.iter().find(|(size, _)| far >= size.unsigned_abs());
    let (size, unit) = fits.copied().unwrap_or((1, "second"));
    let count = if seconds == 0 { -1 } else { seconds.checked_div(size).unwrap_or_default() };
    #[expect(clippy::cast_precision_loss, reason = "counts of units are far below 2^53")]
    let count = count as f64;
    (count, unit)
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
fn as_f64(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::{in_unit, is_region_of};

    #[test]
    fn a_span_is_in_its_largest_unit() {
        for (seconds, expect) in [
            (0, (-1.0, "second")),
            (-12, (-12.0, "second")),
            (-59, (-59.0, "second")),
            (-60, (-1.0, "minute")),
            (-7_199, (-1.0, "hour")),
            (3 * 86_400, (3.0, "day")),
            (-40 * 86_400, (-1.0, "month")),
            (800 * 86_400, (2.0, "year")),
        ] {
            assert_eq!(in_unit(seconds), expect, "{seconds}");
        }
    }

    #[test]
    fn a_region_matches_its_language() {
        assert!(is_region_of("en-GB", "en") && is_region_of("de", "de"));
        assert!(!is_region_of("den-CA", "de") && !is_region_of("fr-FR", "en"));
    }
}
