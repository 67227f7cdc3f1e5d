//! Ends of access at a press, below a field for an end date. Knows no request: the caller says when access begins and how long it may
//! last, and writes the date.

use super::typed_date::date_for_field;
use super::ui::Button;
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo};
use leptos::prelude::*;
use request_center_models::draft::TypedDate;
use request_center_models::end_preset::EndPreset;
use request_center_models::moment::Moment;
use time::{OffsetDateTime, UtcOffset};

/// A button for each preset that is allowed.
#[component]
pub fn EndPresets(
    /// The words.
    i18n: I18n,
    /// When access begins: the typed start, or now.
    #[prop(into)]
    start: Derived<OffsetDateTime>,
    /// The latest end the service would accept, if it is known.
    #[prop(into)]
    latest: Derived<Option<Moment>>,
    /// The field's accessible name, to name the group.
    #[prop(into)]
    label: Derived<String>,
    /// Called with the end, as if it had been typed.
    #[prop(into)]
    on_choose: Callback<TypedDate>,
) -> impl IntoView {
    let end = move |preset: EndPreset| {
        let latest = latest.get().and_then(|latest| latest.instant());
        preset.end(start.try_get()?, latest, local_offset).map(Moment::at)
    };
    let draw = move |preset: EndPreset| {
        let label = Derived::new(move || name(i18n, preset));
        // The date belongs to the name: a press must not be needed to learn it.
        let named = Derived::new(move || match end(preset) {
            Some(end) => format!("{}: {}", name(i18n, preset), i18n.date_time(&end)),
            None => name(i18n, preset),
        });
        let press = move |()| {
            if let Some(end) = untrack(|| end(preset)) {
                on_choose.try_run(date_for_field(&end));
            }
        };
        view! { <Button label accessible_label=named on_press=press/> }.into_any()
    };
    // Buttons stay while the time passes, so that they keep the focus.
    let offered = Memo::new(move || {
        EndPreset::ALL.into_iter().filter(|preset| end(*preset).is_some()).collect::<Vec<_>>()
    });
    view! {
        <div class="rc-presets" role="group" aria-label=label>
            {move || offered.get().into_iter().map(draw).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

fn name(i18n: I18n, preset: EndPreset) -> String {
    match preset {
        EndPreset::Days(days) => i18n.count(Msg::EndInDays, days.into(), &[]),
        EndPreset::QuarterEnd => i18n.t(Msg::EndOfQuarter),
        EndPreset::Longest => i18n.t(Msg::EndLongest),
    }
}

/// The browser's offset from UTC at an instant.
fn local_offset(at: OffsetDateTime) -> UtcOffset {
    let millis = Moment::at(at).unix_millis().unwrap_or_default();
    let behind = js_sys::Date::new(&millis.into()).get_timezone_offset();
    #[expect(clippy::cast_possible_truncation, reason = "offsets are at most a day")]
    let seconds = (behind * -60.0) as i32;
    UtcOffset::from_whole_seconds(seconds).unwrap_or(UtcOffset::UTC)
}
