//! The one loop over pages: the next offset, the end of the list, and the pauses. Knows neither rows nor operations: each list
//! reads its own pages ([`Pages`]).

use super::load::Load;
use super::load_state::End;
use crate::api::{Abort, ApiError, ErrorKind, PAGE_LIMIT, Page, Priority, sleep, unless_aborted};
use crate::signal::Signal;
use crate::state::visibility::page_is_hidden;
use std::pin::Pin;

/// Reads the pages of a list and keeps their rows. Implemented by `async` closures.
pub trait Pages {
    /// Reads the page at that offset.
    fn read(&mut self, offset: u32, priority: Priority) -> PageFuture<'_>;
}

/// A page being read.
type PageFuture<'a> = Pin<Box<dyn Future<Output = Result<Fetched, ApiError>> + 'a>>;

impl<F: AsyncFnMut(u32, Priority) -> Result<Fetched, ApiError>> Pages for F {
    fn read(&mut self, offset: u32, priority: Priority) -> PageFuture<'_> {
        Box::pin(self(offset, priority))
    }
}

/// The facts of a page that the loop needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fetched {
    /// The number of its rows.
    pub rows: u32,
    /// The id of its last row; a service that ignores `offset` repeats it.
    pub last: Option<String>,
    /// The total number of rows, if it was requested.
    pub total: Option<u32>,
    /// True if no further page is needed.
    pub enough: bool,
    /// The fields of its rows that could not be read.
    pub left_out: Vec<String>,
    /// When the service wrote it, in milliseconds since 1970, if it names a time.
    pub written_at: Option<f64>,
}

impl Fetched {
    /// The facts of that page; `id` identifies its rows.
    pub fn new<T>(page: &Page<T>, id: impl FnOnce(&T) -> Option<&str>) -> Self {
        Self {
            rows: u32::try_from(page.rows.len()).unwrap_or(u32::MAX),
            last: page.rows.last().and_then(id).map(str::to_owned),
            total: page.total,
            enough: false,
            left_out: page.left_out.clone(),
            written_at: page.written_at,
        }
    }

    /// Returns whether another page may follow.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.rows >= PAGE_LIMIT
    }
}

/// The options of the loop.
#[derive(Clone, Copy)]
pub struct Paging {
    /// The page limit.
    pub pages: u32,
    /// The pause before each page but the first, in milliseconds.
    pub pause: f64,
    /// True while the list is visible; all pages but the first wait for it.
    pub visible: Option<Signal<bool>>,
    /// The offset of the first page.
    pub from: u32,
    /// Records the progress, for lists that show it.
    pub load: Option<Load>,
    /// The priority of the first page; further ones are read in the background.
    pub first: Priority,
}

impl Default for Paging {
    /// Twenty pages without pauses.
    fn default() -> Self {
        Self { pages: 20, pause: 0.0, visible: None, from: 0, load: None, first: Priority::User }
    }
}

impl Paging {
    /// Records that the list ends at that offset, unless a part of it was enough or an error cut it off.
    fn ended(self, offset: u32, end: End) -> End {
        if let (Some(load), End::All | End::More) = (self.load, &end) {
            load.end_left_out(offset, end == End::All);
        }
        end
    }
}

/// Reads page after page. `None` if it was aborted.
pub async fn read_pages(paging: Paging, abort: &Abort, pages: &mut dyn Pages) -> Option<End> {
    let (mut offset, mut total, mut before) = (paging.from, None, Fetched::default());
    for number in 1.. {
        if number > 1 {
            wait(paging, abort).await?;
        }
        let priority = if offset == 0 { paging.first } else { Priority::Background };
        let mut page = match pages.read(offset, priority).await {
            Ok(page) => page,
            Err(error) => return after_error(error, offset, total).map(|end| paging.ended(offset, end)),
        };
        if let Some(load) = paging.load {
            load.record_left_out(Some(offset), std::mem::take(&mut page.left_out));
            if number == 1 {
                load.record_age(page.written_at);
            }
        }
        let repeats = page.last.is_some() && page.last == before.last;
        if !repeats && !page.enough {
            offset = offset.saturating_add(page.rows);
        }
        total = page.total.or(total);
        if let Some(load) = paging.load {
            load.record(if page.enough { None } else { Some(offset) }, total);
        }
        if let Some(end) = after_page(&page, repeats, number, paging.pages) {
            return Some(paging.ended(offset, end));
        }
        before = page;
    }
    None
}

/// The end after that page; `None` if another page follows.
fn after_page(page: &Fetched, repeats: bool, number: u32, most: u32) -> Option<End> {
    if page.enough {
        Some(End::Enough)
    } else if !page.is_full() {
        Some(End::All)
    } else if repeats || number >= most {
        Some(End::More)
    } else {
        None
    }
}

/// The end after that error; `None` if it was aborted. Some services refuse an offset right after the last row.
fn after_error(error: ApiError, offset: u32, total: Option<u32>) -> Option<End> {
    let after_last = offset > 0 && total.is_none_or(|total| total <= offset);
    match error.kind {
        ErrorKind::Aborted => None,
        ErrorKind::BadRequest | ErrorKind::NotFound if after_last => Some(End::All),
        _ => Some(End::Failed(error)),
    }
}

/// Waits until the next page may be read, and while the list is hidden. `None` if it was aborted.
async fn wait(paging: Paging, abort: &Abort) -> Option<()> {
    loop {
        if paging.pause > 0.0 {
            unless_aborted(Some(abort), sleep(paging.pause)).await?;
        }
        let Some(visible) = paging.visible else { return Some(()) };
        if visible.try_get_untracked()? && !page_is_hidden() {
            return Some(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_page_is_followed_by_another_one_unless_it_is_the_last() {
        let cases = [
            ("a full page", PAGE_LIMIT, false, false, 2, None),
            ("a page that is not full", PAGE_LIMIT - 1, false, false, 2, Some(End::All)),
            ("an empty page", 0, false, false, 2, Some(End::All)),
            ("the same page again", PAGE_LIMIT, false, true, 2, Some(End::More)),
            ("the last page that is read", PAGE_LIMIT, false, false, 20, Some(End::More)),
            ("all that is needed", PAGE_LIMIT, true, false, 2, Some(End::Enough)),
        ];
        for (case, rows, enough, repeats, number, end) in cases {
            let page = Fetched { rows, enough, ..Fetched::default() };
            assert_eq!(after_page(&page, repeats, number, 20), end, "{case}");
        }
    }

    #[test]
    fn an_offset_refused_right_after_the_last_row_ends_the_list_and_every_other_error_fails() {
        let cases = [
            (ErrorKind::BadRequest, 250, None, true),
            (ErrorKind::NotFound, 250, Some(250), true),
            (ErrorKind::BadRequest, 250, Some(260), false),
            (ErrorKind::BadRequest, 0, None, false),
            (ErrorKind::Server, 250, None, false),
            (ErrorKind::Forbidden, 250, Some(250), false),
        ];
        for (kind, offset, total, is_end) in cases {
            let error = ApiError::new(kind);
            let end = if is_end { End::All } else { End::Failed(error.clone()) };
            assert_eq!(after_error(error, offset, total), Some(end), "{kind:?} {offset} {total:?}");
        }
        assert_eq!(after_error(ApiError::new(ErrorKind::Aborted), 250, None), None);
    }
}
