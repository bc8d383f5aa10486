//! Chunk 0, the middle in parallel, the final chunk alone.

use super::*;

#[test]
fn the_final_chunk_goes_alone_after_every_other() {
    let mut bench = Bench::new(240 * MB);
    assert_eq!(bench.in_flight(), [0]);
    bench.ack(0);
    assert_eq!(bench.parts(), [1, 2, 3]);
    bench.ack(2);
    assert!(bench.sent().is_empty(), "1 and 3 are not acknowledged yet");
    bench.ack(1).ack(3);
    let last = bench.sent();
    assert_eq!(last.len(), 1);
    assert!(last[0].is_final && last[0].upload_id.as_deref() == Some("u1"));
    bench.ack(4);
    assert_eq!(bench.machine.show(), Show::Done(batch()));
}

#[test]
fn two_chunks_go_one_after_the_other() {
    let mut bench = Bench::new(100 * MB);
    assert_eq!(bench.in_flight(), [0]);
    bench.ack(0);
    assert_eq!(bench.parts(), [1]);
    assert!(bench.sent()[0].is_final);
}

#[test]
fn what_fits_is_one_request_and_waits_for_the_list() {
    let spec = Spec {
        size: 5 * MB,
        framing: 1_000,
        can_chunk: true,
    };
    let mut machine = Session::new(Settings::default(), spec, 1);
    let actions = machine.step(0, Event::Start);
    assert!(actions.contains(&Action::TakeBaseline));
    assert!(!actions.iter().any(|a| matches!(a, Action::Send(_))));
    let actions = machine.step(5, Event::BaselineTaken(Ok(())));
    let save = actions.iter().rev().find_map(|a| match a {
        Action::Save { ticket } => Some(*ticket),
        _ => None,
    });
    assert!(
        machine.snapshot().final_sent,
        "written down before it is sent"
    );
    let actions = machine.step(
        6,
        Event::Saved {
            ticket: save.unwrap(),
        },
    );
    assert!(matches!(&actions[..], [Action::Send(send)] if send.chunks.is_none() && send.is_final));
}

#[test]
fn a_journal_that_hangs_holds_nothing_up_for_long() {
    let spec = Spec {
        size: 5 * MB,
        framing: 1_000,
        can_chunk: true,
    };
    let mut machine = Session::new(Settings::default(), spec, 1);
    machine.step(0, Event::Start);
    machine.step(5, Event::BaselineTaken(Ok(())));
    let at = machine.wake_at().unwrap();
    assert!(at <= 3_005);
    let actions = machine.step(at, Event::Tick);
    assert!(actions.iter().any(|a| matches!(a, Action::Send(_))));
}

#[test]
fn before_the_final_chunk_the_journal_is_written_once() {
    let mut bench = Bench::new(100 * MB);
    let request = bench.request(0);
    let acked = Event::Acked {
        request,
        answer: UploadAnswer {
            upload_id: Some("u1".into()),
            ..UploadAnswer::default()
        },
    };
    let actions = bench.machine.step(1, acked);
    let [Action::Save { ticket }] = actions[..] else {
        panic!("one writing and nothing else: {actions:?}");
    };
    let kept = bench.machine.snapshot();
    assert!(kept.final_sent && kept.acked == [(0, 1)], "{kept:?}");
    let earlier = Event::Saved { ticket: ticket - 1 };
    assert_eq!(bench.machine.step(2, earlier), [], "an older record");
    let later = Event::Saved { ticket: ticket + 1 };
    let actions = bench.machine.step(3, later);
    assert!(matches!(&actions[..], [Action::Send(send)] if send.is_final));
}

#[test]
fn a_second_start_starts_nothing() {
    let mut bench = Bench::new(240 * MB);
    bench.on(Event::Start);
    assert!(bench.actions.is_empty());
}

#[test]
fn f07_a_doubled_or_late_answer_counts_once() {
    let mut bench = Bench::new(240 * MB);
    bench.ack(0);
    let request = bench.request(1);
    bench.ack(1);
    let confirmed = bench.machine.bytes_confirmed();
    bench.on(Event::Acked {
        request,
        answer: UploadAnswer::default(),
    });
    bench.on(Event::Failed {
        request,
        error: Error::Network,
    });
    assert_eq!(bench.machine.bytes_confirmed(), confirmed);
    assert_eq!(bench.machine.chunks(), Some((2, 5)));
}

#[test]
fn a_server_that_insists_on_order_gets_order() {
    let mut bench = Bench::new(300 * MB);
    bench.ack(0);
    let words = r#"{"detail":"Chunks must arrive in order"}"#;
    bench
        .fail(2, answer(400, words, None))
        .fail(3, answer(400, words, None));
    assert_eq!(bench.in_flight(), [1]);
    bench.ack(1);
    assert_eq!(bench.parts(), [2]);
    bench.ack(2);
    assert_eq!(bench.parts(), [3]);
    assert!(
        bench.machine.is_ordered(),
        "worth knowing for the next upload"
    );
    // In order and alone, a 400 is the server's last word.
    bench.fail(3, answer(400, words, None));
    let Show::Failed(Trouble::Refused {
        status: 400,
        words: said,
    }) = bench.machine.show()
    else {
        panic!("{:?}", bench.machine.show());
    };
    assert_eq!(said.as_deref(), Some("Chunks must arrive in order"));
}

#[test]
fn busy_servers_get_one_at_a_time_and_it_climbs_back() {
    let mut bench = Bench::new(900 * MB);
    bench.ack(0);
    assert_eq!(bench.in_flight().len(), 3);
    bench.fail(1, status(429));
    bench.ack(2).ack(3);
    bench.pass(1_000);
    assert_eq!(
        bench.in_flight().len(),
        2,
        "one acknowledgement each has raised it by one"
    );
    for _ in 0..4 {
        let part = bench.in_flight()[0];
        bench.ack(part);
    }
    assert_eq!(bench.in_flight().len(), 3);
}

#[test]
fn the_bytes_shown_are_those_of_the_file() {
    let mut bench = Bench::new(240 * MB);
    let request = bench.request(0);
    bench.on(Event::Progress {
        request,
        loaded: 20 * MB,
    });
    assert_eq!(
        (
            bench.machine.bytes_confirmed(),
            bench.machine.bytes_in_flight()
        ),
        (0, 20 * MB)
    );
    bench.on(Event::Progress {
        request,
        loaded: 60 * MB,
    });
    assert_eq!(
        bench.machine.bytes_in_flight(),
        50 * MB,
        "framing does not count"
    );
    bench.ack(0);
    assert_eq!(
        (
            bench.machine.bytes_confirmed(),
            bench.machine.bytes_in_flight()
        ),
        (50 * MB, 0)
    );
}

#[test]
fn a_snapshot_goes_on_where_it_stopped() {
    let mut bench = Bench::new(300 * MB);
    bench.ack(0).ack(2);
    let kept = bench.machine.snapshot();
    let read = Snapshot::from_json(&kept.to_json()).unwrap();
    assert_eq!(read, kept);
    let mut machine = Session::restore(Settings::default(), &read, 1).unwrap();
    assert_eq!(machine.chunks(), Some((2, 6)));
    let actions = machine.step(0, Event::Start);
    let parts: Vec<u32> = actions
        .iter()
        .filter_map(|a| match a {
            Action::Send(send) => Some(send.part),
            _ => None,
        })
        .collect();
    assert_eq!(parts, [1, 3, 4]);
}
