//! The part of the matrix in view, in pixels, and the next cell by a key. Pure.

/// Rows and columns drawn beyond the edges, so that a scroll finds them there.
const ROWS_BEYOND: usize = 3;
const COLUMNS_BEYOND: usize = 1;

/// A cell by its position among the rows and columns shown.
pub type GridPosition = (usize, usize);

/// The scrolled part of the matrix and the sizes of its parts, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Viewport {
    /// How far it is scrolled down.
    pub top: f64,
    /// How far it is scrolled towards the end of the line.
    pub start: f64,
    /// The width of the strip, with the names.
    pub width: f64,
    /// The height of the strip, with the heads.
    pub height: f64,
    /// The width of the names.
    pub names: f64,
    /// The height of the heads.
    pub heads: f64,
    /// The size of a cell.
    pub cell: (f64, f64),
}

impl Viewport {
    /// The rows and columns to draw, each from the first to before the second.
    #[must_use]
    pub fn window(&self, rows: usize, columns: usize) -> [(usize, usize); 2] {
        let (width, height) = self.cell;
        [
            span(self.top, self.height - self.heads, height, rows, ROWS_BEYOND),
            span(self.start, self.width - self.names, width, columns, COLUMNS_BEYOND),
        ]
    }

    /// The number of whole rows in view.
    #[must_use]
    pub fn page(&self) -> usize {
        whole((self.height - self.heads) / self.cell.1).max(1)
    }

    /// The scroll position that shows a cell: down, and towards the end of the line.
    #[must_use]
    pub fn showing(&self, (row, column): GridPosition) -> (f64, f64) {
        let (width, height) = self.cell;
        (
            shift(self.top, self.height - self.heads, height, row),
            shift(self.start, self.width - self.names, width, column),
        )
    }
}

/// The cells of a line that are in view.
fn span(scrolled: f64, room: f64, size: f64, len: usize, beyond: usize) -> (usize, usize) {
    let first = whole(scrolled / size).saturating_sub(beyond).min(len);
    let last = whole((scrolled + room.max(0.0)) / size).saturating_add(beyond).saturating_add(1);
    (first, last.min(len).max(first))
}

/// The scroll position, at least changed, at which a cell is in view.
fn shift(scrolled: f64, room: f64, size: f64, at: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a matrix has few cells")]
    let start = at as f64 * size;
    if start < scrolled { start } else { scrolled.max(start + size - room.max(size)) }
}

fn whole(number: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a matrix has few cells")]
    let whole = number.clamp(0.0, 1e6) as usize;
    whole
}

/// The cell a key moves to; `None` for other keys. `page` is the number of rows in view, `rtl` is true where lines run to the left.
#[must_use]
pub fn moved(
    key: &str,
    ctrl: bool,
    (row, column): GridPosition,
    (rows, columns): (usize, usize),
    page: usize,
    rtl: bool,
) -> Option<GridPosition> {
    let (last_row, last_column) = (rows.checked_sub(1)?, columns.checked_sub(1)?);
    let forward = if rtl { "ArrowLeft" } else { "ArrowRight" };
    let back = if rtl { "ArrowRight" } else { "ArrowLeft" };
    let to = match key {
        "ArrowDown" => (row.saturating_add(1), column),
        "ArrowUp" => (row.saturating_sub(1), column),
        "PageDown" => (row.saturating_add(page), column),
        "PageUp" => (row.saturating_sub(page), column),
        "Home" if ctrl => (0, 0),
        "End" if ctrl => (last_row, last_column),
        "Home" => (row, 0),
        "End" => (row, last_column),
        key if key == forward => (row, column.saturating_add(1)),
        key if key == back => (row, column.saturating_sub(1)),
        _ => return None,
    };
    Some((to.0.min(last_row), to.1.min(last_column)))
}

/// The id of a cell, from which its position can be read.
#[must_use]
pub fn id_of(prefix: &str, (row, column): GridPosition) -> String {
    format!("{prefix}-{row}-{column}")
}

/// The position of the cell with that id.
#[must_use]
pub fn position_of(id: &str) -> Option<GridPosition> {
    let mut parts = id.rsplit('-');
    let column = parts.next()?.parse().ok()?;
    Some((parts.next()?.parse().ok()?, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: Viewport = Viewport {
        top: 0.0,
        start: 0.0,
        width: 700.0,
        height: 450.0,
        names: 200.0,
        heads: 50.0,
        cell: (100.0, 40.0),
    };

    #[test]
    fn only_the_cells_in_view_and_a_few_beyond_are_drawn() {
        assert_eq!(VIEW.window(200, 50), [(0, 14), (0, 7)]);
        let scrolled = Viewport { top: 4_000.0, start: 1_050.0, ..VIEW };
        assert_eq!(scrolled.window(200, 50), [(97, 114), (9, 17)]);
        assert_eq!(scrolled.window(3, 2), [(3, 3), (2, 2)]);
        assert_eq!(Viewport::default().window(200, 50)[0].0, 0, "sizes that were not measured yet");
    }

    #[test]
    fn a_cell_out_of_view_is_scrolled_to_by_the_shortest_way() {
        assert_eq!(VIEW.showing((3, 2)), (0.0, 0.0));
        assert_eq!(VIEW.showing((10, 5)), (40.0, 100.0));
        let scrolled = Viewport { top: 4_000.0, start: 1_050.0, ..VIEW };
        assert_eq!(scrolled.showing((0, 10)), (0.0, 1_000.0));
    }

    #[test]
    fn keys_move_within_the_matrix_and_follow_the_direction_of_the_line() {
        let go = |key, ctrl, rtl| moved(key, ctrl, (5, 5), (200, 50), 10, rtl);
        assert_eq!(go("ArrowRight", false, false), Some((5, 6)));
        assert_eq!(go("ArrowRight", false, true), Some((5, 4)));
        assert_eq!(go("PageDown", false, false), Some((15, 5)));
        assert_eq!([go("Home", false, false), go("End", false, false)], [Some((5, 0)), Some((5, 49))]);
        assert_eq!([go("Home", true, false), go("End", true, false)], [Some((0, 0)), Some((199, 49))]);
        assert_eq!(go("a", false, false), None);
        assert_eq!(moved("ArrowDown", false, (199, 0), (200, 50), 10, false), Some((199, 0)));
        assert_eq!(moved("ArrowDown", false, (0, 0), (0, 0), 10, false), None);
    }
}
