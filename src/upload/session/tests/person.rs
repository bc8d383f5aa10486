//! Pause, cancel, and the file.

use super::*;
use crate::upload::view::Confirming;

#[test]
fn pause_keeps_what_is_acknowledged_and_resume_goes_on() {
    let mut bench = Bench::new(240 * MB);
    bench.ack(0);
    bench.on(Event::Pause);
    assert_eq!(
        bench
            .actions
            .iter()
            .filter(|a| matches!(a, Action::Abort { .. }))
            .count(),
        3
    );
    assert_eq!(bench.machine.show(), Show::Paused);
    assert!(bench.pass(600_000).is_empty());
    bench.on(Event::Resume);
    assert_eq!(bench.parts(), [1, 2, 3]);
}

#[test]
fn cancel_before_the_end_makes_no_batch() {
    let mut bench = Bench::new(240 * MB);
    bench.ack(0);
    bench.on(Event::Cancel);
    assert_eq!(bench.machine.show(), Show::Cancelled { unsure: false });
    assert!(bench.machine.flights.is_empty());
}

#[test]
fn cancel_while_confirming_asks_the_server_first() {
    for (found, expected) in [
        (Looked::Found(batch()), Show::Done(batch())),
        (Looked::NotThere, Show::Cancelled { unsure: false }),
    ] {
        let mut bench = Bench::new(5 * MB);
        bench.body(0);
        bench.on(Event::Cancel);
        assert!(bench.machine.is_cancelling());
        assert_eq!(bench.machine.show(), Show::Confirming(Confirming::Answer));
        if found == Looked::NotThere {
            bench.never_there();
        } else {
            let look = bench.look().unwrap();
            bench.looked(look, found);
        }
        assert_eq!(bench.machine.show(), expected);
    }
}

#[test]
fn cancel_that_comes_too_late_says_so() {
    let mut bench = Bench::new(5 * MB);
    bench.body(0);
    bench.on(Event::Cancel);
    bench.ack(0);
    assert!(bench.said(|a| matches!(
        a,
        Action::Log(Note::Done {
            despite_cancel: true,
            ..
        })
    )));
}

#[test]
fn cancel_of_what_the_server_refuses_is_certain() {
    let mut bench = Bench::new(5 * MB);
    bench.body(0);
    bench.on(Event::Cancel);
    bench.fail(0, status(422));
    assert_eq!(bench.machine.show(), Show::Cancelled { unsure: false });
}

#[test]
fn a_second_cancel_does_not_wait_and_says_that_it_does_not_know() {
    let mut bench = Bench::new(5 * MB);
    bench.body(0);
    bench.on(Event::Cancel).on(Event::Cancel);
    assert_eq!(bench.machine.show(), Show::Cancelled { unsure: true });
}

#[test]
fn cancel_after_a_reload_at_the_end_asks_too() {
    let mut bench = Bench::new(5 * MB);
    bench.body(0);
    let kept = bench.machine.snapshot();
    bench.machine = Session::restore(Settings::default(), &kept, 1).unwrap();
    bench.on(Event::Cancel);
    assert!(bench.look().is_some());
}

#[test]
fn f35_a_file_that_is_gone_is_asked_for_without_a_retry_loop() {
    let mut bench = Bench::new(240 * MB);
    bench.ack(0);
    bench.fail(1, Error::FileUnreadable);
    assert_eq!(bench.machine.show(), Show::NeedsFile);
    let sent = bench
        .pass(600_000)
        .iter()
        .filter(|a| matches!(a, Action::Send(_)))
        .count();
    assert_eq!(sent, 0);
    bench.on(Event::FileGiven);
    assert_eq!(bench.parts(), [1, 2, 3]);
}

#[test]
fn a1_a_file_that_goes_while_its_last_body_is_sent_is_asked_about_first() {
    let mut bench = Bench::new(5 * MB);
    bench.fail(0, Error::FileUnreadable);
    let look = bench.look().expect("the list is asked, without the file");
    bench.looked(look, Looked::Found(batch()));
    assert_eq!(bench.machine.show(), Show::Done(batch()));
    let mut bench = Bench::new(5 * MB);
    bench.fail(0, Error::FileUnreadable).never_there();
    assert_eq!(bench.machine.show(), Show::NeedsFile);
    assert!(bench.sent().is_empty());
}

/// Half of a single request has left, and nothing more for a while.
fn half_way() -> Bench {
    let mut bench = Bench::new(50 * MB);
    let request = bench.request(0);
    for step in 1..=10 {
        bench.now += 1_000;
        let loaded = step * 2 * MB;
        bench.on(Event::Progress { request, loaded });
    }
    bench
}

#[test]
fn a1_cancel_in_mid_body_takes_one_look() {
    let mut bench = half_way();
    bench.on(Event::Cancel);
    assert!(bench.said(|a| matches!(a, Action::Abort { .. })));
    let look = bench.look().unwrap();
    bench.looked(look, Looked::NotThere);
    assert_eq!(bench.machine.show(), Show::Cancelled { unsure: false });
}

#[test]
fn a1_cancel_while_the_browser_has_told_nothing_never_claims_that_there_is_no_batch() {
    let mut bench = Bench::new(5 * MB);
    bench.on(Event::Cancel);
    assert_eq!(
        bench.machine.show(),
        Show::Confirming(Confirming::Checking(None))
    );
    bench.never_there();
    assert_eq!(bench.machine.show(), Show::Cancelled { unsure: true });
    let mut bench = Bench::new(5 * MB);
    bench.on(Event::Cancel);
    let look = bench.look().unwrap();
    bench.looked(look, Looked::Found(batch()));
    assert_eq!(bench.machine.show(), Show::Done(batch()));
}

#[test]
fn a1_a_paused_single_request_is_asked_about_before_it_is_sent_again() {
    let mut bench = half_way();
    bench.on(Event::Pause);
    assert_eq!(bench.machine.show(), Show::Paused);
    let look = bench.look().unwrap();
    bench.on(Event::Resume);
    assert!(bench.sent().is_empty(), "the list has not answered yet");
    bench.looked(look, Looked::NotThere);
    assert_eq!(bench.parts(), [0]);
}

#[test]
fn a1_a_pause_leaves_alone_what_may_have_arrived() {
    let mut bench = Bench::new(5 * MB);
    bench.on(Event::Pause);
    assert_eq!(bench.in_flight(), [0]);
    bench.ack(0);
    assert_eq!(bench.machine.show(), Show::Done(batch()));
}

#[test]
fn b8_a_pause_lets_chunks_finish_that_are_over_half() {
    let mut bench = Bench::new(240 * MB);
    bench.ack(0);
    for (part, loaded) in [(1, 40 * MB), (2, 20 * MB)] {
        let request = bench.request(part);
        bench.on(Event::Progress { request, loaded });
    }
    bench.on(Event::Pause);
    assert_eq!(bench.in_flight(), [1]);
    assert_eq!(bench.machine.show(), Show::Paused);
    assert_eq!(bench.machine.bytes_given_up(), 20 * MB);
    bench.ack(1);
    assert!(bench.sent().is_empty());
    assert_eq!(bench.machine.chunks(), Some((2, 5)));
    bench.on(Event::Resume);
    assert_eq!(bench.machine.bytes_given_up(), 0);
}
