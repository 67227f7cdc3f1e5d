//! The rows of a list as a CSV file: as shown and filtered, dates in UTC. It must not know any list.

use super::ui::{Button, ButtonKind, IconName};
use crate::i18n::Msg;
use crate::signal::Derived;
use crate::state::save_file::save_file;
use crate::state::shell::Shell;
use leptos::prelude::*;
use request_center_models::csv::Csv;
use request_center_models::moment::Moment;

/// A table to save.
pub struct Table {
    /// The names of the columns.
    pub columns: Vec<Msg>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
    /// True if every row of the list was read.
    pub is_whole: bool,
}

/// The button that saves the rows shown.
#[component]
pub fn ExportButton(
    /// The widget.
    shell: Shell,
    /// The beginning of the file's name; the day follows.
    name: &'static str,
    /// The number of rows shown.
    #[prop(into)]
    len: Derived<usize>,
    /// Makes the table at a press.
    #[prop(into)]
    table: Callback<(), Table>,
) -> impl IntoView {
    let i18n = shell.i18n;
    let disabled_reason = move || (len.get() == 0).then(|| i18n.t(Msg::ExportNothing));
    let on_press = move || {
        let Table { columns, rows, is_whole } = table.run(());
        let mut csv = Csv::default();
        csv.row(&columns.into_iter().map(|column| i18n.t(column)).collect::<Vec<_>>());
        for row in &rows {
            csv.row(row);
        }
        let day = Moment::at(untrack(|| shell.now()));
        let day = day.as_str().get(..10).unwrap_or_default();
        let file = format!("{name}-{day}.csv");
        let message = match save_file(&file, "text/csv;charset=utf-8", &csv.into_text()) {
            false => Msg::ExportRefused,
            true if is_whole => Msg::ExportSaved,
            true => Msg::ExportSavedPart,
        };
        shell.say(i18n.count(message, rows.len(), &[("file", &file)]));
    };
    view! {
        <Button
            label=i18n.label(Msg::ExportButton)
            kind=ButtonKind::Quiet
            icon=IconName::ArrowDown
            disabled_reason
            on_press
        />
    }
}

/// A date in UTC (ISO 8601), as the service sent it where it is no date; empty where there is none.
#[must_use]
pub fn date(at: Option<&Moment>) -> String {
    at.map(|at| at.instant().map_or_else(|| at.clone(), Moment::at).as_str().to_owned()).unwrap_or_default()
}
