//! What a poll of the list asks: one question, whatever is running (F-42), and seldom one while nothing runs (D11).

use crate::domain::{AT_WORK, Batch};

/// The one question of a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Poll {
    /// The page that is shown: it holds what is running, or nothing is known of anything else.
    Page,
    /// The newest rows: what is running is among them and not on the page.
    Newest,
    /// Nothing runs: only what a colleague uploads can be news.
    Rest,
}

/// A list on which nothing runs is asked for this often while it is looked at, in milliseconds.
pub const REST_MS: u32 = 30_000;

impl Poll {
    /// The wait before it, in milliseconds. `running_ms`: where something runs. Nobody asks for what is out of sight.
    #[must_use]
    pub fn wait_ms(self, running_ms: u32) -> u32 {
        match self {
            Self::Page | Self::Newest => running_ms,
            Self::Rest => running_ms.max(REST_MS),
        }
    }
}

/// `shown`: the rows on the page. `paged`: the page is one that the server can give. `running`: how many batches are running in
/// all, as far as known.
#[must_use]
pub fn next_poll<'a>(
    paged: bool,
    mut shown: impl Iterator<Item = &'a Batch>,
    running: Option<u64>,
) -> Poll {
    // A status that is not known may still change.
    let runs = shown.any(|row| row.status.is_running());
    if paged && runs {
        Poll::Page
    } else if runs || running.is_some_and(|n| n > 0) {
        Poll::Newest
    } else {
        Poll::Rest
    }
}

/// Whether a row's own progress can be drawn: it is running, and the deployment's rows carry counts.
#[must_use]
pub fn progress_of(batch: &Batch) -> Option<(u64, u64)> {
    let at_work = AT_WORK.contains(&batch.status);
    match (batch.processed, batch.sheets) {
        (Some(done), Some(total @ 1..)) if at_work => Some((done.min(total), total)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BatchStatus;

    #[test]
    fn d11_where_nothing_runs_a_look_comes_all_the_same_within_half_a_minute() {
        let done = [Batch::sample(1, BatchStatus::Completed)];
        let next = next_poll(true, done.iter(), Some(0));
        assert_eq!((next, next.wait_ms(5_000)), (Poll::Rest, 30_000));
        let running = [Batch::sample(1, BatchStatus::Processing)];
        let next = next_poll(true, running.iter(), Some(1));
        assert_eq!(next.wait_ms(5_000), 5_000);
    }

    #[test]
    fn f42_one_question_whatever_is_running() {
        let done = [Batch::sample(1, BatchStatus::Completed)];
        let busy: Vec<Batch> = (2..102)
            .map(|n| Batch::sample(n, BatchStatus::Processing))
            .collect();
        let ask = |paged, shown: &[Batch], running| next_poll(paged, shown.iter(), running);
        assert_eq!(ask(true, &busy, None), Poll::Page);
        assert_eq!(ask(false, &busy, None), Poll::Newest, "a filter of our own");
        assert_eq!(ask(true, &done, Some(3)), Poll::Newest);
        assert_eq!(ask(true, &done, Some(0)), Poll::Rest);
        assert_eq!(ask(true, &[], None), Poll::Rest);
        let odd = [Batch::sample(1, BatchStatus::from_wire("archived"))];
        assert_eq!(
            ask(true, &odd, Some(0)),
            Poll::Page,
            "an unknown status may change"
        );
    }

    #[test]
    fn a_row_has_a_bar_only_when_its_counts_are_known() {
        let mut row = Batch::sample(1, BatchStatus::Processing);
        assert_eq!(progress_of(&row), None);
        (row.processed, row.sheets) = (Some(7), Some(5));
        assert_eq!(
            progress_of(&row),
            Some((5, 5)),
            "never beyond its end (F-39)"
        );
        row.status = BatchStatus::Completed;
        assert_eq!(progress_of(&row), None);
    }
}
