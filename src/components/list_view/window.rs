//! The window on a list: which rows it shows, and which of them are rendered yet. Rendering a row is expensive, so only a few
//! new ones are rendered at a time, from the top; the next follow after a short delay. Rendered rows stay.

use crate::components::ui::{ElementRef, KeyedRow};
use crate::signal::{Signal, Stored};
use crate::state::index::Index;
use leptos::prelude::{set_timeout, window};
use std::time::Duration;

/// The estimated height of a row, in pixels.
const ROW_HEIGHT: f64 = 88.0;
/// The delay before further rows are rendered.
const SOON: Duration = Duration::from_millis(50);

/// The window on one list.
#[derive(Clone, Copy)]
pub struct Window {
    /// The list element.
    pub list: ElementRef,
    first: Signal<usize>,
    rows: Signal<usize>,
    page: usize,
    step: usize,
    rendered: Stored<Index>,
    /// How many new rows may be rendered in the current step.
    at_once: Stored<usize>,
    step_due: Signal<()>,
    waiting: Stored<bool>,
}

impl Window {
    /// At the top of a list; each *Show more* adds `rows` rows, and `step` new rows are rendered at a time.
    #[must_use]
    pub fn new(rows: usize, step: usize) -> Self {
        Self {
            list: ElementRef::new(),
            first: Signal::new(0),
            rows: Signal::new(rows),
            page: rows,
            step,
            rendered: Stored::new(Index::default()),
            at_once: Stored::new(step),
            step_due: Signal::new(()),
            waiting: Stored::new(false),
        }
    }

    /// Returns to the top, for another list.
    pub fn reset(self) {
        self.at_once.set(self.rows_on_screen());
        self.first.set(0);
        self.rows.set(self.page);
    }

    /// Shows more rows.
    pub fn show_more(self) {
        self.rows.update(|rows| *rows += self.page);
    }

    /// Shows at least the rows up to this one.
    pub fn include(self, at: usize) {
        self.rows.update(|rows| *rows = (*rows).max(at.saturating_add(1)));
    }

    /// Shows the page with this row.
    pub fn show_page(self, at: usize) {
        self.first.set(at - at % self.page);
    }

    /// The number of rows to show. Reactive.
    #[must_use]
    pub fn rows(self) -> usize {
        self.rows.get()
    }

    /// The index of the first row in a list of `len` rows. Reactive.
    #[must_use]
    pub fn first(self, len: usize) -> usize {
        let last = len.saturating_sub(1);
        self.first.get().min(last - last % self.page)
    }

    /// The rows in the window. Reactive.
    #[must_use]
    pub fn slice<T>(self, rows: &[T]) -> &[T] {
        let rest = rows.get(self.first(rows.len())..).unwrap_or_default();
        rest.get(..self.rows()).unwrap_or(rest)
    }

    /// The rows to render now: those already rendered and the first new ones. Reactive; notifies when the next ones are due.
    #[must_use]
    pub fn to_render(self, mut rows: Vec<KeyedRow>) -> Vec<KeyedRow> {
        self.step_due.track();
        let at_once = self.at_once.try_get().unwrap_or_default();
        let (mut rendered, mut new) = (Index::default(), 0);
        rows.retain(|row| {
            let is_rendered = self.rendered.try_with(|before| before.has(row.key())) == Some(true);
            new += usize::from(!is_rendered);
            let admitted = is_rendered || new <= at_once;
            if admitted {
                rendered.add(row.key());
            }
            admitted
        });
        self.rendered.set(rendered);
        if new > at_once && self.waiting.try_get() == Some(false) {
            self.waiting.set(true);
            let next = move || {
                self.waiting.set(false);
                self.at_once.set(self.step);
                self.step_due.set(());
            };
            set_timeout(next, SOON);
        }
        rows
    }

    /// The number of rows between the top of the list and the bottom of the screen.
    fn rows_on_screen(self) -> usize {
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let top = self.list.get_untracked().map_or(0.0, |list| list.get_bounding_client_rect().top());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a window has few rows")]
        let rows = ((height - top) / ROW_HEIGHT) as usize;
        rows.saturating_add(1)
    }
}
