//! Input, clocks and tabs against the rules of the lock.

use super::*;
use proptest::prelude::*;

const MINUTE: i64 = 60_000;
const START: i64 = 1_763_569_500_000;

#[test]
fn it_warns_a_minute_before_and_locks_by_the_clock() {
    let mut clock = IdleClock::new(5 * MINUTE, START);
    assert_eq!(clock.state(START + 4 * MINUTE - 1), Idleness::Active);
    assert_eq!(clock.state(START + 4 * MINUTE), Idleness::Warning(60));
    assert_eq!(clock.state(START + 5 * MINUTE - 1), Idleness::Warning(1));
    assert_eq!(clock.state(START + 5 * MINUTE), Idleness::Locked);
}

#[test]
fn input_ends_the_warning_and_no_input_ends_the_lock() {
    let mut clock = IdleClock::new(5 * MINUTE, START);
    assert!(matches!(
        clock.state(START + 5 * MINUTE - 10),
        Idleness::Warning(_)
    ));
    assert!(clock.input(START + 5 * MINUTE - 10));
    assert_eq!(clock.state(START + 5 * MINUTE), Idleness::Active);
    assert!(!clock.input(START + 10 * MINUTE), "too late");
    assert_eq!(clock.state(START + 10 * MINUTE), Idleness::Locked);
    clock.hear(Usage::At(START + 10 * MINUTE));
    assert_eq!(clock.state(START + 10 * MINUTE), Idleness::Locked);
}

#[test]
fn a_computer_that_slept_wakes_up_locked() {
    let mut clock = IdleClock::new(5 * MINUTE, START);
    assert_eq!(clock.state(START + 1_000), Idleness::Active);
    assert_eq!(clock.state(START + 600 * MINUTE), Idleness::Locked);
}

#[test]
fn another_tabs_use_counts_and_its_lock_locks() {
    let mut clock = IdleClock::new(5 * MINUTE, START);
    clock.hear(Usage::At(START + 4 * MINUTE));
    assert_eq!(clock.state(START + 6 * MINUTE), Idleness::Active);
    clock.hear(Usage::Locked);
    assert_eq!(clock.state(START + 6 * MINUTE), Idleness::Locked);
}

#[test]
fn one_minute_leaves_half_of_it_without_a_warning() {
    let mut clock = IdleClock::new(MINUTE, START);
    assert_eq!(clock.state(START + 29_999), Idleness::Active);
    assert_eq!(clock.state(START + 30_000), Idleness::Warning(30));
}

#[test]
fn a_page_that_is_opened_is_locked_unless_it_was_used_a_moment_ago() {
    let opens = |stored| opens_locked(stored, 5 * MINUTE, START);
    assert!(!opens(Some(Usage::At(START - 5 * MINUTE + 1))));
    assert!(!opens(Some(Usage::At(START + MINUTE))), "a clock set back");
    assert!(opens(Some(Usage::At(START - 5 * MINUTE))));
    assert!(opens(Some(Usage::Locked)));
    assert!(opens(None), "removing the record unlocks nothing");
    assert!(!opens_locked(Some(Usage::Locked), 0, START), "switched off");
}

#[test]
fn a_record_belongs_to_one_sign_in() {
    for record in [Usage::At(START), Usage::Locked] {
        let text = record.to_text("19a3f");
        assert_eq!(Usage::parse(&text, "19a3f"), Some(record));
        for other in ["19a3", "19a3f1", ""] {
            assert_eq!(Usage::parse(&text, other), None, "{other:?}");
        }
    }
    for text in [
        "",
        "19a3f",
        "19a3f x",
        "19a3f 1.5",
        "19a3f 1234567890123456",
        "19a3f ",
        "\u{0}",
    ] {
        assert_eq!(Usage::parse(text, "19a3f"), None, "{text:?}");
    }
}

/// What happens to a tab.
#[derive(Debug, Clone)]
enum Event {
    /// Time passes, also while the computer sleeps.
    Wait(i64),
    /// The clock is read, so late after it asked for that.
    Check,
    Input,
    /// Another tab was used so long ago.
    Elsewhere(i64),
}

fn event(limit: i64) -> impl Strategy<Value = Event> {
    prop_oneof![
        (0..limit).prop_map(Event::Wait),
        (0..3 * limit).prop_map(Event::Wait),
        Just(Event::Check),
        Just(Event::Input),
        (0..limit).prop_map(Event::Elsewhere),
    ]
}

fn case() -> impl Strategy<Value = (i64, Vec<Event>)> {
    (1..=480_i64).prop_flat_map(|minutes| {
        let limit = minutes * MINUTE;
        (Just(limit), proptest::collection::vec(event(limit), 1..40))
    })
}

proptest! {
    /// Whatever happens in whatever order: the page is usable exactly as long as each use came within the limit of the one
    /// before it, it warns in the last minute, and once it is locked it stays so.
    #[test]
    fn locked_exactly_when_nobody_used_it_for_the_limit((limit, events) in case()) {
        let mut clock = IdleClock::new(limit, START);
        let (mut now, mut last, mut locked) = (START, START, false);
        for event in events {
            match event {
                Event::Wait(ms) => now += ms,
                Event::Check => {}
                Event::Input => {
                    let _ = clock.input(now);
                    locked |= now - last >= limit;
                    if !locked {
                        last = now;
                    }
                }
                Event::Elsewhere(ago) => {
                    // The other tab has the same rule: it records nothing once the limit is over.
                    let at = now - ago;
                    if at > last && at - last < limit {
                        clock.hear(Usage::At(at));
                        last = at;
                    }
                }
            }
            locked |= now - last >= limit;
            let state = clock.state(now);
            prop_assert_eq!(state == Idleness::Locked, locked);
            if let Idleness::Warning(seconds) = state {
                prop_assert!((1..=60).contains(&seconds));
                prop_assert!(limit - (now - last) <= MINUTE);
            }
            let wait = i64::from(clock.next_check_ms(now));
            prop_assert!((1..=CHECK_EVERY_MS).contains(&wait));
            if state == Idleness::Active {
                prop_assert!(now + wait <= last + limit, "the lock is not slept through");
            }
        }
    }

    #[test]
    fn input_is_recorded_at_most_every_five_seconds(gaps in proptest::collection::vec(1..3_000_i64, 1..200)) {
        let mut clock = IdleClock::new(5 * MINUTE, START);
        let (mut now, mut recorded) = (START, Vec::new());
        for gap in gaps {
            now += gap;
            if clock.input(now) {
                recorded.push(now);
            }
        }
        prop_assert!(recorded.windows(2).all(|pair| pair[1] - pair[0] >= RECORD_EVERY_MS));
    }
}
