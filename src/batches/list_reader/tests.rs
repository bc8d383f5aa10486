//! Lists that change while they are read, servers that repeat themselves, limits.

use super::*;
use crate::domain::{BatchStatus, ServerTime, Tab};
use proptest::prelude::*;
use std::collections::HashSet;

fn row(n: u64) -> Batch {
    Batch {
        created: Some(ServerTime::from_wall_millis(
            i64::try_from(n).unwrap() * 1_000,
        )),
        ..Batch::sample(n, BatchStatus::Completed)
    }
}

/// The newest first: `list[0]` has the highest number.
fn page(list: &[u64], offset: u64, limit: usize) -> BatchPage {
    let from = usize::try_from(offset).unwrap().min(list.len());
    BatchPage {
        total: list.len() as u64,
        batches: list[from..].iter().take(limit).map(|n| row(*n)).collect(),
        unreadable: 0,
    }
}

fn drive(reader: &mut ListReader, mut answer: impl FnMut(&PageRequest) -> BatchPage) -> u32 {
    let mut asked = 0;
    while let Some(request) = reader.next_request() {
        asked += 1;
        assert!(asked < 1_000, "it ends");
        let page = answer(&request);
        reader.apply_page(page);
    }
    asked
}

fn numbers(reader: &ListReader) -> Vec<u64> {
    let id = |row: &&Batch| row.id.as_str()[24..].parse().unwrap();
    reader.rows().iter().map(id).collect()
}

#[test]
fn a_quiet_list_is_read_once_and_in_order() {
    let list: Vec<u64> = (1..=250).rev().collect();
    let mut reader = ListReader::of_everything(LIMIT);
    let asked = drive(&mut reader, |r| page(&list, r.offset, 100));
    assert_eq!((asked, reader.state()), (3, ReadState::Complete));
    assert_eq!(numbers(&reader), list);
    assert_eq!(reader.total(), Some(250));
}

#[test]
fn f44_a_row_deleted_between_two_pages_hides_no_other() {
    let mut list: Vec<u64> = (1..=250).rev().collect();
    let mut reader = ListReader::of_everything(LIMIT);
    let mut first = true;
    drive(&mut reader, |r| {
        let answer = page(&list, r.offset, 100);
        if std::mem::take(&mut first) {
            list.drain(10..40);
        }
        answer
    });
    assert_eq!(reader.state(), ReadState::Complete);
    assert!(list.iter().all(|n| reader.has(&row(*n).id)));
}

#[test]
fn f44_a_row_added_between_two_pages_counts_once() {
    let mut list: Vec<u64> = (1..=250).rev().collect();
    let mut reader = ListReader::of_everything(LIMIT);
    let mut next = 251;
    drive(&mut reader, |r| {
        let answer = page(&list, r.offset, 100);
        list.insert(0, next);
        next += 1;
        answer
    });
    let read = numbers(&reader);
    assert!(
        (1..=250).all(|n| read.contains(&n)),
        "what was there is read"
    );
    assert_eq!(read.len(), read.iter().collect::<HashSet<_>>().len());
}

#[test]
fn a_server_that_repeats_itself_is_not_asked_for_ever() {
    let mut reader = ListReader::of_everything(LIMIT);
    let asked = drive(&mut reader, |_| BatchPage {
        total: 90,
        ..page(&[3, 2, 1], 0, 100)
    });
    assert_eq!(
        (asked, reader.state(), reader.count()),
        (2, ReadState::Gaps, 3)
    );
    let mut empty = ListReader::of_everything(LIMIT);
    let asked = drive(&mut empty, |_| BatchPage {
        total: 90,
        ..page(&[], 0, 100)
    });
    assert_eq!((asked, empty.state()), (1, ReadState::Gaps));
}

#[test]
fn a_server_with_smaller_pages_is_read_to_its_end_too() {
    for limit in [2, 7, 50] {
        let list: Vec<u64> = (1..=120).rev().collect();
        let mut reader = ListReader::of_everything(LIMIT);
        drive(&mut reader, |r| page(&list, r.offset, limit));
        assert_eq!(numbers(&reader), list, "{limit}");
    }
}

#[test]
fn the_limit_stops_it_until_it_is_told_to_go_on() {
    let list: Vec<u64> = (1..=500).rev().collect();
    let mut reader = ListReader::of_everything(200);
    drive(&mut reader, |r| page(&list, r.offset, 100));
    assert_eq!(reader.state(), ReadState::Limit);
    assert!(reader.count() >= 200 && reader.count() < 300);
    reader.raise_limit(1_000);
    drive(&mut reader, |r| page(&list, r.offset, 100));
    assert_eq!((reader.state(), reader.count()), (ReadState::Complete, 500));
}

#[test]
fn what_is_older_than_wanted_is_not_read() {
    let list: Vec<u64> = (1..=1_000).rev().collect();
    let mut reader = ListReader::new(vec![Ask::default()], LIMIT, Some(850_000));
    let asked = drive(&mut reader, |r| page(&list, r.offset, 100));
    assert_eq!((asked, reader.state()), (2, ReadState::Complete));
}

#[test]
fn several_questions_are_read_one_after_the_other() {
    let ask = |status| Ask {
        status: Some(status),
        ..Ask::default()
    };
    let asks = vec![ask(BatchStatus::Failed), ask(BatchStatus::Completed)];
    let mut reader = ListReader::new(asks, LIMIT, None);
    let asked = drive(&mut reader, |r| match r.ask.status {
        Some(BatchStatus::Failed) => page(&[9, 4], r.offset, 100),
        _ => page(&[8, 7, 3], r.offset, 100),
    });
    assert_eq!(asked, 2);
    assert_eq!(
        numbers(&reader),
        [9, 8, 7, 4, 3],
        "newest first over all of them"
    );
    assert_eq!(reader.total(), Some(5));
}

#[test]
fn rows_that_a_poll_has_brought_are_no_sign_of_a_gap() {
    let list: Vec<u64> = (1..=350).rev().collect();
    let mut reader = ListReader::of_everything(LIMIT);
    let mut first = true;
    while let Some(request) = reader.next_request() {
        reader.apply_page(page(&list, request.offset, 100));
        if std::mem::take(&mut first) {
            list[100..300].iter().for_each(|n| reader.upsert(row(*n)));
        }
    }
    assert_eq!((reader.state(), reader.count()), (ReadState::Complete, 350));
}

#[test]
fn polls_bring_rows_up_to_date_and_deletions_take_them_out() {
    let mut reader = ListReader::of_everything(LIMIT);
    drive(&mut reader, |r| page(&[3, 2, 1], r.offset, 100));
    let mut failed = row(2);
    failed.status = BatchStatus::Failed;
    reader.upsert(row(4));
    reader.upsert(failed);
    assert_eq!(numbers(&reader), [4, 3, 2, 1]);
    assert_eq!(reader.rows()[2].status, BatchStatus::Failed);
    reader.remove(&row(3).id);
    reader.upsert(row(1));
    assert_eq!(numbers(&reader), [4, 2, 1]);
}

#[test]
fn an_empty_list_is_complete_at_once() {
    let mut reader = ListReader::of_everything(LIMIT);
    let asked = drive(&mut reader, |r| page(&[], r.offset, 100));
    assert_eq!((asked, reader.state()), (1, ReadState::Complete));
    assert_eq!((reader.count(), reader.total()), (0, Some(0)));
}

#[test]
fn the_later_answer_about_a_row_counts() {
    let mut reader = ListReader::of_everything(LIMIT);
    let mut first = page(&[3, 2, 1], 0, 2);
    first.batches[1].status = BatchStatus::Processing;
    reader.apply_page(first);
    reader.apply_page(page(&[3, 2, 1], 1, 2));
    assert_eq!(reader.state(), ReadState::Complete);
    assert_eq!(
        reader.rows_as_read()[1].status,
        BatchStatus::Completed,
        "the overlap has brought it up to date"
    );
}

#[test]
fn one_answer_that_holds_the_whole_list_ends_it() {
    let mut reader = ListReader::of_everything(LIMIT);
    let asked = drive(&mut reader, |_| page(&[2, 2, 1], 0, 100));
    assert_eq!((asked, reader.state()), (1, ReadState::Complete));
    assert_eq!(reader.count(), 2);
}

#[test]
fn rows_that_come_twice_for_others_that_never_come_are_gaps() {
    let list: Vec<u64> = (1..=300).rev().map(|n| n.max(101)).collect();
    let mut reader = ListReader::of_everything(LIMIT);
    let asked = drive(&mut reader, |r| page(&list, r.offset, 100));
    assert_eq!((reader.state(), reader.count()), (ReadState::Gaps, 200));
    assert!(asked < 20, "{asked} pages");
}

#[test]
fn a_large_part_that_was_deleted_meanwhile_is_stepped_over() {
    let mut list: Vec<u64> = (1..=9_000).rev().collect();
    let mut reader = ListReader::of_everything(MOST_ROWS);
    let mut asked = 0;
    drive(&mut reader, |r| {
        let answer = page(&list, r.offset, 100);
        asked += 1;
        if asked == 60 {
            list.drain(100..5_100);
        }
        answer
    });
    assert_eq!(reader.state(), ReadState::Complete);
    assert!(list.iter().all(|n| reader.has(&row(*n).id)));
}

#[test]
fn rows_without_an_id_take_their_place_and_are_counted() {
    let list: Vec<u64> = (1..=250).rev().collect();
    let mut reader = ListReader::of_everything(LIMIT);
    let asked = drive(&mut reader, |r| {
        let mut answer = page(&list, r.offset, 100);
        let readable = |row: &Batch| row.id != self::row(120).id;
        let before = answer.batches.len();
        answer.batches.retain(readable);
        answer.unreadable = before - answer.batches.len();
        answer
    });
    assert_eq!((asked, reader.state()), (3, ReadState::Complete));
    assert_eq!((reader.count(), reader.unreadable()), (249, 1));
}

/// The reader at its end, and what was there all the time.
fn read_while_changing(
    mut reader: ListReader,
    size: u64,
    limit: usize,
    changes: &[(u8, usize)],
) -> (ListReader, HashSet<u64>) {
    let mut list: Vec<u64> = (0..size).rev().collect();
    let mut stayed: HashSet<u64> = list.iter().copied().collect();
    let mut fresh = 10_000;
    let mut changes = changes.iter();
    drive(&mut reader, |r| {
        let answer = page(&list, r.offset, limit);
        match changes.next() {
            Some((0, _)) => {
                list.insert(0, fresh);
                fresh += 1;
            }
            Some((1, at)) if !list.is_empty() => {
                let gone = list.remove(at % list.len());
                stayed.remove(&gone);
            }
            Some((2, at)) => {
                // A whole handful at once, as by a bulk deletion.
                for _ in 0..(at % 30).min(list.len()) {
                    let gone = list.remove(at % list.len());
                    stayed.remove(&gone);
                }
            }
            _ => {}
        }
        answer
    });
    (reader, stayed)
}

proptest! {
    #[test]
    fn whatever_changes_meanwhile_it_ends_and_counts_nothing_twice(
        size in 0u64..400,
        changes in proptest::collection::vec((any::<bool>(), 0usize..300), 0..12),
    ) {
        let mut list: Vec<u64> = (1..=size).rev().collect();
        let mut changes = changes.into_iter();
        let mut next = size + 1;
        let mut reader = ListReader::of_everything(LIMIT);
        let mut kept: HashSet<u64> = list.iter().copied().collect();
        drive(&mut reader, |r| {
            let answer = page(&list, r.offset, 100);
            match changes.next() {
                Some((true, _)) => { list.insert(0, next); next += 1; }
                Some((false, at)) if at < list.len() => { kept.remove(&list.remove(at)); }
                _ => {}
            }
            answer
        });
        let read = numbers(&reader);
        prop_assert_eq!(read.len(), read.iter().collect::<HashSet<_>>().len());
        for n in kept {
            prop_assert!(read.contains(&n), "{} is missing", n);
        }
    }

    /// Whatever is added and deleted meanwhile: what was there all the time is there once. For exports and figures, for a tab of
    /// the list, and for an upload that looks for its batch.
    #[test]
    fn f44_nothing_that_stays_is_missed_or_doubled(
        size in 0u64..400,
        limit in 20usize..60,
        changes in proptest::collection::vec((0u8..3, 0usize..400), 0..60),
    ) {
        let readers = [
            ListReader::of_everything(MOST_ROWS),
            ListReader::of_filter(&Filter::of_tab(Tab::Completed), false, LIMIT, 0),
            ListReader::new(vec![Ask::default()], LIMIT, Some(-1)),
        ];
        for reader in readers {
            let (reader, stayed) = read_while_changing(reader, size, limit, &changes);
            prop_assert_eq!(reader.state(), ReadState::Complete);
            let read = numbers(&reader);
            let distinct: HashSet<&u64> = read.iter().collect();
            prop_assert_eq!(distinct.len(), read.len());
            for n in stayed {
                prop_assert!(read.contains(&n), "{} is missing", n);
            }
        }
    }
}
