//! Pause, cancel, and the file.

use super::*;

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
        assert_eq!(bench.machine.show(), Show::Confirming);
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
    bench.on(Event::FileGone);
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
fn a_file_that_goes_after_its_last_byte_was_sent_does_not_matter() {
    let mut bench = Bench::new(5 * MB);
    bench.body(0);
    bench.on(Event::FileGone);
    assert_eq!(bench.machine.show(), Show::Confirming);
    bench.ack(0);
    assert_eq!(bench.machine.show(), Show::Done(batch()));
}
