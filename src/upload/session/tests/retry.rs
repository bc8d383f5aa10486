//! What is tried again, when, and when not.

use super::*;
use crate::upload::view::WaitingWhy;

fn waits(bench: &Bench) -> u64 {
    bench
        .machine
        .hold
        .map_or(0, |h| h.until.saturating_sub(bench.now))
}

#[test]
fn f01_only_the_chunk_that_broke_is_sent_again() {
    let mut bench = Bench::new(300 * MB);
    bench.ack(0);
    bench.fail(2, Error::Network);
    assert!(bench.said(|a| *a == Action::Probe));
    assert_eq!(bench.in_flight(), [1, 3], "the others are left alone");
    bench.on(Event::Probed { ok: true });
    let again = bench.pass(1_000);
    let parts: Vec<u32> = again
        .iter()
        .filter_map(|a| match a {
            Action::Send(send) => Some(send.part),
            _ => None,
        })
        .collect();
    assert!(parts.is_empty() || parts == [2]);
    bench.ack(1);
    bench.pass(1_000);
    assert!(bench.in_flight().contains(&2));
}

#[test]
fn f02_silence_ends_a_request_but_a_slow_line_does_not() {
    let mut bench = Bench::new(240 * MB);
    let request = bench.request(0);
    for step in 1..20 {
        bench.now += 20_000;
        bench.on(Event::Progress {
            request,
            loaded: step * 10_000,
        });
        assert!(!bench.said(|a| matches!(a, Action::Abort { .. })));
    }
    let actions = bench.pass(30_000);
    assert!(actions.contains(&Action::Abort { request }));
}

#[test]
fn b5_a_chunk_without_an_answer_gets_what_the_line_needs_and_the_stall_time() {
    let given_up = |said: &[Action]| said.iter().any(|a| matches!(a, Action::Abort { .. }));
    let mut bench = Bench::new(240 * MB);
    bench.body(0);
    // Nothing is known of the line: it may be a slow one behind a buffer that took the whole body.
    assert!(!given_up(&bench.pass(89_000)));
    assert!(given_up(&bench.pass(2_000)));
    // Something on the way held the bytes: the next time is longer.
    bench.on(Event::Probed { ok: true });
    bench.pass(2_000);
    bench.body(0);
    assert!(!given_up(&bench.pass(55_000)));
    bench.ack(0);
    // 50 MB took 55 s and more: a chunk beside two others gets three times that.
    bench.body(1);
    assert!(!given_up(&bench.pass(29_000)));
    assert_eq!(bench.machine.unanswered, 0);
}

#[test]
fn b5_a_standstill_is_shown_as_one() {
    let mut bench = Bench::new(240 * MB);
    let request = bench.request(0);
    for second in 1..=10 {
        bench.now += 1_000;
        let loaded = second * 5 * MB;
        bench.on(Event::Progress { request, loaded });
    }
    assert!(bench.machine.speed() > Some(4_000_000));
    bench.pass(10_500);
    assert_eq!(bench.machine.speed(), Some(0));
    assert_eq!(bench.machine.remaining(), None);
}

#[test]
fn f04_without_network_nothing_is_lost_and_probes_find_the_way_back() {
    let mut bench = Bench::new(240 * MB);
    bench.ack(0);
    let budget = bench.machine.budget;
    for part in [1, 2, 3] {
        bench.fail(part, Error::Network);
    }
    bench.on(Event::Probed { ok: false });
    assert_eq!(
        bench.machine.budget, budget,
        "the network's failures cost nothing"
    );
    assert_eq!(
        bench.machine.show(),
        Show::Waiting(WaitingWhy::Network, None)
    );
    let mut probes = 0;
    for _ in 0..600 {
        for action in bench.pass(1_000) {
            assert!(!matches!(action, Action::Send(_)));
            if action == Action::Probe {
                probes += 1;
                bench.on(Event::Probed { ok: false });
            }
        }
    }
    assert!((70..90).contains(&probes), "{probes} in ten minutes");
    bench.on(Event::Probed { ok: true });
    assert_eq!(bench.in_flight().len(), 1, "at once, and carefully");
}

#[test]
fn the_browsers_word_that_the_network_is_back_ends_the_wait() {
    let mut bench = Bench::new(240 * MB);
    bench.on(Event::Offline);
    bench.fail(0, Error::Network);
    assert_eq!(
        bench.machine.show(),
        Show::Waiting(WaitingWhy::Network, None)
    );
    bench.on(Event::Online);
    assert_eq!(bench.parts(), [0]);
}

#[test]
fn f08_a_burst_of_twenty_is_survived_without_a_storm() {
    let mut bench = Bench::new(240 * MB);
    let mut waited = 0;
    for round in 0..20 {
        bench.fail(0, status(502));
        assert!(
            matches!(bench.machine.show(), Show::Waiting(..)),
            "round {round}"
        );
        waited += waits(&bench);
        assert!(waits(&bench) <= 30_000);
        let at = bench.machine.wake_at().unwrap();
        bench.now = at;
        bench.on(Event::Tick);
        assert_eq!(bench.parts(), [0]);
    }
    assert!(waited > 60_000, "{waited} ms in all");
    bench.ack(0);
    assert_eq!(bench.machine.failures, 0);
}

#[test]
fn four_failures_at_once_are_one_round() {
    let settings = Settings {
        concurrency: 4,
        ..Settings::default()
    };
    let mut bench = Bench::with(400 * MB, settings);
    bench.ack(0);
    for part in [1, 2, 3, 4] {
        bench.fail(part, status(500));
    }
    assert_eq!(bench.machine.failures, 1);
    assert!(waits(&bench) <= 1_000, "the wait of a first failure");
    bench.pass(1_000);
    assert_eq!(bench.in_flight().len(), 1);
}

#[test]
fn f09_retry_after_holds_for_all_chunks_and_is_clipped() {
    for (asked, wait) in [(7_000, 7_000), (u64::MAX, 120_000)] {
        let mut bench = Bench::new(400 * MB);
        bench.ack(0);
        bench.fail(1, answer(429, "{}", Some(asked)));
        assert_eq!(waits(&bench), wait);
        bench.ack(2).ack(3);
        assert!(bench.in_flight().is_empty());
        assert!(matches!(
            bench.machine.show(),
            Show::Waiting(WaitingWhy::RateLimit, Some(_))
        ));
        bench.on(Event::Woke);
        assert!(
            bench.in_flight().is_empty(),
            "what the server asked for is not cut short"
        );
        bench.after(wait);
        assert_eq!(bench.in_flight().len(), 2);
    }
}

#[test]
fn retry_after_nothing_leaves_the_wait_to_us() {
    let mut bench = Bench::new(240 * MB);
    bench.fail(0, answer(503, "{}", None));
    assert!(waits(&bench) <= 1_000);
}

#[test]
fn a_server_that_is_down_for_long_is_asked_once_a_minute_and_in_the_end_no_more() {
    let mut bench = Bench::new(240 * MB);
    let mut requests = 0;
    while !matches!(bench.machine.show(), Show::Failed(_)) {
        if bench.said(|a| *a == Action::RefreshToken) {
            bench.on(Event::TokenRenewed { left_ms: None });
        } else if bench.in_flight().is_empty() {
            bench.now = bench.machine.wake_at().expect("it tries again");
            bench.on(Event::Tick);
        } else {
            bench.fail(0, status(500));
            requests += 1;
        }
    }
    assert!(bench.now > 30 * 60_000, "{}", bench.now);
    assert!(requests < 80, "{requests}");
    // Trying again goes on where it stopped.
    bench.on(Event::Retry);
    assert_eq!(bench.parts(), [0]);
}

#[test]
fn refusals_stop_at_once_with_the_servers_words() {
    for code in [400, 403, 415, 422] {
        let mut bench = Bench::new(240 * MB);
        bench.fail(0, status(code));
        let expected = Trouble::Refused {
            status: code,
            words: Some("No.".into()),
        };
        assert_eq!(bench.machine.show(), Show::Failed(expected));
    }
}

#[test]
fn f10_a_full_disk_stops_at_once() {
    let mut bench = Bench::new(240 * MB);
    bench.fail(0, status(507));
    assert!(matches!(
        bench.machine.show(),
        Show::Failed(Trouble::ServerFull { status: 507, .. })
    ));
}

#[test]
fn f06_a_foreign_page_is_no_refusal() {
    for error in [
        Error::Decode { what: "upload" },
        page(403),
        page(404),
        page(502),
    ] {
        let mut bench = Bench::new(240 * MB);
        bench.fail(0, error);
        assert!(matches!(bench.machine.show(), Show::Waiting(..)));
    }
}

#[test]
fn b6_what_answers_on_the_way_is_tried_three_times_and_named() {
    for (error, expected) in [
        (Error::Between { code: 403 }, Some(403)),
        (page(404), Some(404)),
        (Error::Redirected, None),
    ] {
        let mut bench = Bench::new(240 * MB);
        let mut tries = 0;
        while !matches!(bench.machine.show(), Show::Failed(_)) {
            bench.fail(0, error.clone());
            tries += 1;
            let waits = tries < 3;
            assert_eq!(bench.machine.interceptor(), waits.then_some(expected));
            bench.pass(10_000);
        }
        let status = expected;
        assert_eq!(
            bench.machine.show(),
            Show::Failed(Trouble::Between { status })
        );
        assert_eq!(tries, 3, "{error:?}");
        bench.on(Event::Retry);
        assert!(bench.parts().contains(&0), "it goes on where it stopped");
    }
}

#[test]
fn b6_a_request_that_is_sent_elsewhere_is_neither_offline_nor_too_large() {
    let mut bench = Bench::new(240 * MB);
    for _ in 0..3 {
        bench.fail(0, Error::Network);
        assert!(bench.said(|a| *a == Action::Probe));
        bench.on(Event::Intercepted {
            error: Error::Redirected,
        });
        bench.pass(10_000);
    }
    let status = None;
    assert_eq!(
        bench.machine.show(),
        Show::Failed(Trouble::Between { status })
    );
    assert_eq!(bench.machine.sizes().chunk, 50 * MB);
}

#[test]
fn too_large_a_body_means_smaller_chunks_in_a_new_session() {
    let mut bench = Bench::new(240 * MB);
    bench.ack(0);
    bench.fail(2, page(413));
    assert!(bench.said(|a| matches!(
        a,
        Action::Log(Note::Smaller {
            from: 50_000_000,
            to: 25_000_000,
            cut: false
        })
    )));
    let sent = bench.sent();
    assert_eq!(sent[0].range, 0..25 * MB);
    assert_eq!((sent[0].part, &sent[0].upload_id), (0, &None));
    assert_eq!(bench.machine.chunks(), Some((0, 10)));
}

#[test]
fn a10_a_413_for_less_than_was_taken_is_not_about_the_size_of_requests() {
    let words = r#"{"detail":"File exceeds the limit of 3000000000 bytes"}"#;
    let mut bench = Bench::new(220 * MB);
    for part in 0..4 {
        bench.ack(part);
    }
    bench.fail(4, answer(413, words, None));
    assert_eq!(
        bench.machine.show(),
        Show::Failed(Trouble::Refused {
            status: 413,
            words: Some("File exceeds the limit of 3000000000 bytes".into()),
        })
    );

    let mut bench = Bench::new(220 * MB);
    for part in 0..4 {
        bench.ack(part);
    }
    for _ in 0..3 {
        bench.fail(4, page(413));
        bench.pass(60_000);
    }
    let status = Some(413);
    assert_eq!(
        bench.machine.show(),
        Show::Failed(Trouble::Between { status })
    );
    // Nothing of what was taken is given up, and no smaller chunk is tried.
    assert_eq!(bench.machine.bytes_confirmed(), 200 * MB);
    assert_eq!(bench.machine.sizes().chunk, 50 * MB);
}

#[test]
fn a_single_request_that_is_too_large_becomes_chunks() {
    let mut bench = Bench::new(80 * MB);
    bench.fail(0, page(413));
    assert_eq!(bench.machine.chunks(), Some((0, 2)));
    assert_eq!(bench.sent()[0].range, 0..40 * MB);
}

#[test]
fn images_that_are_too_large_for_one_request_must_be_packed() {
    let spec = Spec {
        size: 80 * MB,
        framing: 1_000,
        can_chunk: false,
    };
    let mut bench = Bench::new(80 * MB);
    bench.machine = Session::new(Settings::default(), spec, 1);
    bench.on(Event::Start);
    bench.on(Event::BaselineTaken(Ok(())));
    bench.fail(0, page(413));
    assert_eq!(bench.machine.show(), Show::MustPack);
}

#[test]
fn connections_that_always_break_at_one_size_are_tried_smaller() {
    let mut bench = Bench::new(240 * MB);
    for _ in 0..3 {
        bench.fail(0, Error::Network);
        bench.on(Event::Probed { ok: true });
        bench.pass(5_000);
    }
    assert_eq!(bench.machine.chunks(), Some((0, 10)));
}

#[test]
fn f28_after_sleep_sockets_get_their_time_and_waits_end() {
    let mut bench = Bench::new(240 * MB);
    bench.now += 3_600_000;
    bench.on(Event::Tick);
    assert!(
        !bench.said(|a| matches!(a, Action::Abort { .. })),
        "it may still be alive"
    );
    assert!(
        bench
            .pass(31_000)
            .iter()
            .any(|a| matches!(a, Action::Abort { .. }))
    );
}
