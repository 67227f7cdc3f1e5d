//! The one loop over pages: where the next one begins, when the list is at its end, and how long to wait in between.
//! What a page is and where its rows go, each list says itself ([`Pages`]).

use super::load::Load;
use super::load_state::End;
use crate::api::{Abort, ApiError, ErrorKind, PAGE_LIMIT, Page, Priority, sleep, unless_aborted};
use crate::signal::Signal;
use crate::state::visibility::page_is_hidden;
use std::pin::Pin;

/// A list in pages: reads the page that begins at an offset and keeps its rows. An `async` closure is one.
pub trait Pages {
    /// Reads the page.
    fn read(&mut self, offset: u32, priority: Priority) -> PageFuture<'_>;
}

/// A page on its way.
type PageFuture<'a> = Pin<Box<dyn Future<Output = Result<Fetched, ApiError>> + 'a>>;

impl<F: AsyncFnMut(u32, Priority) -> Result<Fetched, ApiError>> Pages for F {
    fn read(&mut self, offset: u32, priority: Priority) -> PageFuture<'_> {
        Box::pin(self(offset, priority))
    }
}

/// What the loop needs to know of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// How many rows it had.
    pub rows: u32,
    /// What tells its last row from all others; a service that ignores `offset` repeats it.
    pub last: Option<String>,
    /// How many rows the service counts in all, where it was asked.
    pub total: Option<u32>,
    /// Whether nothing behind this page is needed.
    pub enough: bool,
}

impl Fetched {
    /// What that page was; `id` tells its rows apart.
    pub fn new<T>(page: &Page<T>, id: impl FnOnce(&T) -> Option<&str>) -> Self {
        Self {
            rows: u32::try_from(page.rows.len()).unwrap_or(u32::MAX),
            last: page.rows.last().and_then(id).map(str::to_owned),
            total: page.total,
            enough: false,
        }
    }

    /// Whether another page may follow.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.rows >= PAGE_LIMIT
    }
}

/// How a list is read.
#[derive(Clone, Copy)]
pub struct Paging {
    /// Pages read at most.
    pub pages: u32,
    /// The pause before each page behind the first, in milliseconds.
    pub pause: f64,
    /// Whether somebody is looking; pages behind the first wait for it.
    pub visible: Option<Signal<bool>>,
    /// Where the first page begins.
    pub from: u32,
    /// Where it is recorded how far the list has been read, for lists that show it.
    pub load: Option<Load>,
}

impl Default for Paging {
    /// Twenty pages, one right after the other.
    fn default() -> Self {
        Self { pages: 20, pause: 0.0, visible: None, from: 0, load: None }
    }
}

/// Reads page after page. `None` once nobody wants them any more.
pub async fn read_pages(paging: Paging, abort: &Abort, pages: &mut dyn Pages) -> Option<End> {
    let (mut offset, mut total, mut before) = (paging.from, None, Fetched::default());
    for number in 1.. {
        if number > 1 {
            wait(paging, abort).await?;
        }
        let priority = if offset == 0 { Priority::User } else { Priority::Background };
        let page = match pages.read(offset, priority).await {
            Ok(page) => page,
            Err(error) => return after_error(error, offset, total),
        };
        let repeats = page.last.is_some() && page.last == before.last;
        if !repeats && !page.enough {
            offset = offset.saturating_add(page.rows);
        }
        total = page.total.or(total);
        if let Some(load) = paging.load {
            load.record(if page.enough { None } else { Some(offset) }, total);
        }
        if let Some(end) = after_page(&page, repeats, number, paging.pages) {
            return Some(end);
        }
        before = page;
    }
    None
}

/// The end that a page means; `None` where another page follows.
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

/// The end that an error means; `None` where nobody wants to know. Some services refuse an offset right behind the last row.
fn after_error(error: ApiError, offset: u32, total: Option<u32>) -> Option<End> {
    let behind_last = offset > 0 && total.is_none_or(|total| total <= offset);
    match error.kind {
        ErrorKind::Aborted => None,
        ErrorKind::BadRequest | ErrorKind::NotFound if behind_last => Some(End::All),
        _ => Some(End::Failed(error)),
    }
}

/// Waits until the next page may be read, longer while nobody sees the list. `None` once nobody wants it any more.
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
    fn a_page_says_whether_another_one_follows() {
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
    fn an_offset_refused_right_behind_the_last_row_is_the_end_and_every_other_error_is_kept() {
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
