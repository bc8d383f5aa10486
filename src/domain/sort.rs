//! In which order the rows of the list stand.

use super::natural_order::natural_key;
use super::{Batch, BatchStatus};
use std::cmp::Ordering;

/// What the rows are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// Name, as people count: "scan 2" before "scan 10".
    Name,
    /// The order of a batch's life.
    Status,
    /// Sheets found.
    Sheets,
    /// Sheets that could not be read.
    Failed,
    /// Bytes that were uploaded.
    Size,
    /// When the server received it.
    Created,
    /// Who uploaded it.
    Uploader,
}

/// An order of the list. The default is the server's own: the newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    /// What counts.
    pub by: SortBy,
    /// The largest, latest or last in the alphabet comes first.
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self {
            by: SortBy::Created,
            descending: true,
        }
    }
}

/// Values of one order are all of one kind.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(u64),
    /// Milliseconds on the server's wall clock.
    Time(i64),
    /// Bytes that compare as people do (`natural_key`).
    Text(Vec<u8>),
}

impl SortBy {
    /// All of them, as the columns stand.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Status,
        Self::Sheets,
        Self::Failed,
        Self::Size,
        Self::Created,
        Self::Uploader,
    ];

    /// Numbers and times begin with the largest, words with A.
    #[must_use]
    pub fn begins_descending(self) -> bool {
        matches!(
            self,
            Self::Sheets | Self::Failed | Self::Size | Self::Created
        )
    }

    /// What is compared; `None` where the row does not tell.
    fn key(self, batch: &Batch) -> Option<Key> {
        match self {
            Self::Name => Some(Key::Text(natural_key(&batch.name))),
            Self::Status => {
                let place = BatchStatus::KNOWN.iter().position(|s| *s == batch.status);
                place.map(|place| Key::Number(place as u64))
            }
            // None found yet is not none.
            Self::Sheets => batch
                .sheets
                .filter(|n| *n > 0 || !batch.status.is_running())
                .map(Key::Number),
            Self::Failed => batch.failed.map(Key::Number),
            Self::Size => batch.bytes.map(Key::Number),
            Self::Created => batch.created.map(|time| Key::Time(time.wall_millis())),
            Self::Uploader => batch.username.as_deref().map(natural_key).map(Key::Text),
        }
    }
}

impl Sort {
    /// The order that follows when the person chooses a column: its own first, then the other way round.
    #[must_use]
    pub fn after_choosing(self, by: SortBy) -> Self {
        Self {
            by,
            descending: if self.by == by {
                !self.descending
            } else {
                by.begins_descending()
            },
        }
    }

    /// Puts rows into this order. Rows that do not tell come last, whichever way the others stand; equal ones stay as they
    /// were.
    pub fn apply(self, rows: &mut Vec<&Batch>) {
        let mut keyed: Vec<(Option<Key>, &Batch)> =
            rows.drain(..).map(|row| (self.by.key(row), row)).collect();
        keyed.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) if self.descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
        rows.extend(keyed.into_iter().map(|(_, row)| row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ServerTime;
    use proptest::prelude::*;

    fn sorted(by: SortBy, descending: bool, rows: &[Batch]) -> Vec<&str> {
        let mut order: Vec<&Batch> = rows.iter().collect();
        Sort { by, descending }.apply(&mut order);
        order.into_iter().map(|row| row.name.as_str()).collect()
    }

    fn named(name: &str) -> Batch {
        Batch {
            name: name.to_owned(),
            ..Batch::sample(1, BatchStatus::Completed)
        }
    }

    #[test]
    fn names_are_ordered_as_people_count() {
        let rows = ["scan 10", "Scan 2", "alpha"].map(named);
        assert_eq!(
            sorted(SortBy::Name, false, &rows),
            ["alpha", "Scan 2", "scan 10"]
        );
        assert_eq!(
            sorted(SortBy::Name, true, &rows),
            ["scan 10", "Scan 2", "alpha"]
        );
    }

    #[test]
    fn rows_that_do_not_tell_come_last_either_way() {
        let size = |name: &str, bytes| Batch {
            bytes,
            ..named(name)
        };
        let rows = [
            size("unknown", None),
            size("small", Some(9)),
            size("large", Some(1 << 40)),
        ];
        assert_eq!(
            sorted(SortBy::Size, true, &rows),
            ["large", "small", "unknown"]
        );
        assert_eq!(
            sorted(SortBy::Size, false, &rows),
            ["small", "large", "unknown"]
        );
    }

    #[test]
    fn a_batch_whose_sheets_are_not_counted_yet_is_not_one_without_sheets() {
        let of = |name: &str, status, sheets| Batch {
            sheets: Some(sheets),
            status,
            ..named(name)
        };
        let rows = [
            of("new", BatchStatus::Validating, 0),
            of("failed", BatchStatus::Failed, 0),
            of("read", BatchStatus::Processing, 7),
        ];
        assert_eq!(
            sorted(SortBy::Sheets, false, &rows),
            ["failed", "read", "new"]
        );
    }

    #[test]
    fn a_status_stands_where_it_stands_in_a_batchs_life() {
        let rows: Vec<Batch> = BatchStatus::KNOWN
            .into_iter()
            .rev()
            .chain([BatchStatus::Unknown("new".into())])
            .map(|status| Batch {
                name: format!("{status:?}"),
                status,
                ..named("")
            })
            .collect();
        let order = sorted(SortBy::Status, false, &rows);
        assert_eq!(order[0], "Uploaded");
        assert_eq!(order[4..], ["Completed", "Failed", "Unknown(\"new\")"]);
    }

    #[test]
    fn choosing_a_column_again_turns_it_round() {
        let size = Sort::default().after_choosing(SortBy::Size);
        assert!(size.descending);
        assert!(!size.after_choosing(SortBy::Size).descending);
        assert!(!size.after_choosing(SortBy::Name).descending);
        assert!(!Sort::default().after_choosing(SortBy::Created).descending);
    }

    proptest! {
        #[test]
        fn numbers_are_ordered_by_value_and_equal_rows_stay(
            numbers in prop::collection::vec((0_u64..4, 0_u64..u64::MAX), 0..40),
            descending: bool,
        ) {
            let rows: Vec<Batch> = numbers
                .iter()
                .enumerate()
                .map(|(at, (few, many))| Batch {
                    failed: Some(*few),
                    bytes: Some(*many),
                    ..named(&at.to_string())
                })
                .collect();
            let mut by_failed: Vec<&Batch> = rows.iter().collect();
            Sort { by: SortBy::Failed, descending }.apply(&mut by_failed);
            let mut expected: Vec<&Batch> = rows.iter().collect();
            expected.sort_by_key(|row| {
                let failed = row.failed.unwrap();
                if descending { u64::MAX - failed } else { failed }
            });
            prop_assert_eq!(by_failed, expected);
            let mut by_size: Vec<&Batch> = rows.iter().collect();
            Sort { by: SortBy::Size, descending: false }.apply(&mut by_size);
            prop_assert!(by_size.windows(2).all(|two| two[0].bytes <= two[1].bytes));
        }

        #[test]
        fn times_are_ordered_by_when_they_were(years in prop::collection::vec(1960_u32..2100, 0..20)) {
            let rows: Vec<Batch> = years
                .iter()
                .map(|year| Batch {
                    created: ServerTime::parse(&format!("{year}-05-04T03:02:01")),
                    ..named(&year.to_string())
                })
                .collect();
            let mut expected: Vec<String> = years.iter().map(u32::to_string).collect();
            expected.sort();
            prop_assert_eq!(sorted(SortBy::Created, false, &rows), expected);
        }
    }
}
