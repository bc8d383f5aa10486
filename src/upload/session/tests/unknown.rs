//! The final body's outcome is unknown: look, then decide (exactly once).

use super::*;
use crate::upload::view::Confirming;

/// Everything but the final chunk is acknowledged.
fn at_the_end() -> Bench {
    let mut bench = Bench::new(140 * MB);
    bench.ack(0).ack(1);
    assert_eq!(bench.in_flight(), [2]);
    bench
}

#[test]
fn f03_a_lost_answer_is_looked_up_and_the_batch_adopted() {
    for error in [
        Error::Network,
        Error::Timeout,
        page(524),
        page(504),
        status(500),
        Error::Decode { what: "x" },
    ] {
        let mut bench = at_the_end();
        bench.body(2).fail(2, error);
        assert!(bench.sent().is_empty());
        assert!(matches!(bench.machine.show(), Show::Confirming(_)));
        let look = bench.look().unwrap();
        bench.looked(look, Looked::Found(batch()));
        assert_eq!(bench.machine.show(), Show::Done(batch()));
    }
}

#[test]
fn a_single_request_with_a_lost_answer_is_looked_up_too() {
    let mut bench = Bench::new(5 * MB);
    bench.body(0).fail(0, page(502));
    let look = bench.look().unwrap();
    bench.looked(look, Looked::Found(batch()));
    assert_eq!(bench.machine.show(), Show::Done(batch()));
}

#[test]
fn only_after_the_list_had_time_is_the_final_chunk_sent_again() {
    let mut bench = at_the_end();
    bench.body(2).fail(2, page(524));
    let began = bench.now;
    bench.never_there();
    assert_eq!(bench.parts(), [2]);
    assert!(bench.now - began >= 60_000, "{}", bench.now - began);
}

/// A single request, and a final chunk: the last body of each is in flight.
fn both() -> [(Bench, u32); 2] {
    [(Bench::new(50 * MB), 0), (at_the_end(), 2)]
}

#[test]
fn a1_a_body_whose_end_the_browser_never_told_is_looked_up_like_any_other() {
    for error in [
        Error::Network,
        Error::Timeout,
        Error::FileUnreadable,
        page(403),
        Error::Between { code: 403 },
        Error::Redirected,
        page(502),
        status(500),
    ] {
        for (mut bench, part) in both() {
            bench.fail(part, error.clone());
            assert!(bench.sent().is_empty(), "{error:?}");
            let look = bench.look().unwrap_or_else(|| panic!("{error:?}"));
            bench.looked(look, Looked::Found(batch()));
            assert_eq!(bench.machine.show(), Show::Done(batch()), "{error:?}");
        }
    }
}

#[test]
fn a1_an_answer_that_takes_45_seconds_is_awaited_although_nothing_was_told() {
    for (mut bench, part) in both() {
        let request = bench.request(part);
        let said = bench.pass(45_000);
        assert!(!said.contains(&Action::Abort { request }));
        assert!(said.iter().any(|a| matches!(a, Action::LookUp { .. })));
        assert!(matches!(bench.machine.show(), Show::Confirming(_)));
        bench.ack(part);
        assert_eq!(bench.machine.show(), Show::Done(batch()));
    }
}

#[test]
fn a1_a_count_that_reaches_the_end_is_shown_as_confirming() {
    for (mut bench, part) in both() {
        let request = bench.request(part);
        assert_eq!(bench.machine.show(), Show::Sending);
        bench.on(Event::Progress {
            request,
            loaded: 51 * MB,
        });
        assert!(matches!(bench.machine.show(), Show::Confirming(_)));
    }
}

#[test]
fn a1_a_body_that_clearly_stopped_half_way_costs_one_look() {
    for (mut bench, part) in both() {
        let request = bench.request(part);
        bench.on(Event::Progress {
            request,
            loaded: 20 * MB,
        });
        let said = bench.pass(31_000);
        assert!(said.contains(&Action::Abort { request }), "a stall");
        let look = said.iter().find_map(|a| match a {
            Action::LookUp { look } => Some(*look),
            _ => None,
        });
        bench.looked(look.unwrap(), Looked::NotThere);
        bench.on(Event::Probed { ok: true });
        bench.pass(2_000);
        assert_eq!(bench.in_flight(), [part]);
    }
}

#[test]
fn a1_without_network_a_lost_single_request_asks_nobody_in_a_loop() {
    let mut bench = Bench::new(50 * MB);
    bench.fail(0, Error::Network);
    let look = bench.look().unwrap();
    bench.looked(look, Looked::Failed(Error::Network));
    bench.on(Event::Probed { ok: false });
    let said = bench.pass(600_000);
    let asked = |a: &&Action| matches!(a, Action::LookUp { .. } | Action::Send(_));
    assert_eq!(said.iter().filter(asked).count(), 0);
    bench.on(Event::Probed { ok: true });
    assert!(bench.look().is_some() && bench.sent().is_empty());
}

#[test]
fn a1_the_whole_file_is_sent_twice_at_most_without_asking() {
    let mut bench = Bench::new(50 * MB);
    bench.body(0).fail(0, page(524)).never_there();
    assert_eq!(bench.parts(), [0]);
    bench.body(0).fail(0, page(524)).never_there();
    assert!(bench.sent().is_empty());
    assert!(matches!(
        bench.machine.show(),
        Show::Failed(Trouble::NoBatch { .. })
    ));
    bench.on(Event::Retry);
    assert!(bench.look().is_some() && bench.sent().is_empty());
    bench.never_there();
    assert_eq!(bench.parts(), [0]);
}

#[test]
fn a1_a_session_that_is_lost_twice_is_not_sent_a_third_time() {
    let mut bench = at_the_end();
    bench.body(2).fail(2, status(404)).never_there();
    assert_eq!(bench.parts(), [0]);
    bench.ack(0).ack(1);
    bench.body(2).fail(2, status(404)).never_there();
    assert!(bench.sent().is_empty());
    assert_eq!(bench.machine.show(), Show::Failed(Trouble::SessionsLost));
}

fn wrapped() -> Error {
    let body = r#"{"detail":"Batch creation failed: 403: Task 14900113 is finalized"}"#;
    answer(500, body, None)
}

#[test]
fn a10_a_wrapped_refusal_is_looked_up_once_and_told() {
    for (mut bench, part) in both() {
        bench.body(part).fail(part, wrapped());
        let look = bench.look().unwrap();
        bench.looked(look, Looked::NotThere);
        let Show::Failed(Trouble::Refused { words, .. }) = bench.machine.show() else {
            panic!("{:?}", bench.machine.show());
        };
        assert_eq!(
            words.as_deref(),
            Some("Batch creation failed: 403: Task 14900113 is finalized")
        );
        assert!(bench.pass(600_000).is_empty());
        // The chunks are gone (api-contract): it begins again.
        bench.on(Event::Retry);
        assert_eq!(bench.parts(), [0]);
    }
}

#[test]
fn a_refusal_as_plain_text_is_looked_up_once_and_told() {
    for (mut bench, part) in both() {
        let text = Error::Status {
            code: 400,
            problem: crate::api::Problem::read("The room is unknown"),
            retry_after_ms: None,
        };
        bench.fail(part, text);
        let look = bench.look().unwrap();
        bench.looked(look, Looked::NotThere);
        assert!(
            matches!(
                bench.machine.show(),
                Show::Failed(Trouble::Refused { status: 400, .. })
            ),
            "{:?}",
            bench.machine.show()
        );
        assert!(bench.sent().is_empty());
    }
}

#[test]
fn a10_a_batch_that_exists_all_the_same_is_told_instead() {
    let mut bench = at_the_end();
    bench.body(2).fail(2, wrapped());
    let look = bench.look().unwrap();
    bench.looked(look, Looked::Found(batch()));
    assert_eq!(bench.machine.show(), Show::Done(batch()));
}

#[test]
fn a10_an_answer_of_the_api_is_settled_within_seconds_and_tells_its_sentence() {
    let body = r#"{"detail":"Batch creation failed: out of memory"}"#;
    for (mut bench, part) in both() {
        let began = bench.now;
        bench.body(part).fail(part, answer(500, body, None));
        assert_eq!(
            bench.machine.show(),
            Show::Confirming(Confirming::Checking(Some(500)))
        );
        assert_eq!(
            bench.machine.heard(),
            Some("Batch creation failed: out of memory")
        );
        bench.never_there();
        assert!(bench.now - began < 10_000);
    }
}

#[test]
fn b1_a_full_disk_at_the_end_stops_with_the_servers_words() {
    for (mut bench, part) in both() {
        bench.body(part).fail(part, status(507));
        let look = bench.look().unwrap();
        bench.looked(look, Looked::NotThere);
        assert_eq!(
            bench.machine.show(),
            Show::Failed(Trouble::ServerFull {
                status: 507,
                words: Some("No.".into())
            })
        );
    }
}

#[test]
fn a1_a_glance_at_the_page_does_not_cut_short_the_wait_for_an_answer() {
    for (mut bench, part) in both() {
        bench.body(part);
        let mut sent = 0;
        for _ in 0..9 {
            bench.on(Event::Woke);
            bench.pass(5_000);
            let look = bench.machine.verdict.and_then(|v| v.asking());
            if let Some(look) = look {
                bench.looked(look, Looked::NotThere);
            }
            sent += bench.sent().len();
        }
        assert_eq!((sent, bench.in_flight()), (0, vec![part]));
    }
}

#[test]
fn a_refused_final_chunk_is_no_open_question() {
    let mut bench = at_the_end();
    bench.body(2).fail(2, answer(429, "{}", Some(1_000)));
    assert_eq!(bench.look(), None);
    let again = bench.pass(2_000);
    assert!(
        again
            .iter()
            .any(|a| matches!(a, Action::Send(s) if s.is_final))
    );
}

#[test]
fn a_lost_session_is_looked_for_and_then_started_again_saying_so() {
    let mut bench = Bench::new(240 * MB);
    bench.ack(0);
    bench.fail(1, status(404));
    assert!(bench.said(|a| matches!(a, Action::Log(Note::SessionLost { acked: 1 }))));
    let look = bench.look().unwrap();
    bench.looked(look, Looked::NotThere);
    assert!(bench.said(|a| matches!(a, Action::Log(Note::StartedAgain))));
    let sent = bench.sent();
    assert_eq!((sent[0].part, &sent[0].upload_id), (0, &None));
}

#[test]
fn a_session_that_is_gone_at_the_final_chunk_may_have_become_a_batch() {
    let mut bench = at_the_end();
    bench.body(2).fail(2, status(404));
    let look = bench.look().unwrap();
    bench.looked(look, Looked::Found(batch()));
    assert_eq!(bench.machine.show(), Show::Done(batch()));
}

#[test]
fn chunks_that_are_gone_after_a_failed_assembly_are_sent_again() {
    let mut bench = at_the_end();
    bench.body(2).fail(2, status(500));
    bench.never_there();
    assert_eq!(bench.parts(), [2]);
    bench.body(2).fail(2, status(404));
    bench.never_there();
    assert_eq!(bench.parts(), [0]);
    assert_eq!(bench.machine.chunks(), Some((0, 3)));
}

#[test]
fn a_server_that_misses_chunks_gets_them_all_again() {
    let mut bench = at_the_end();
    let request = bench.request(2);
    bench.body(2);
    bench.on(Event::Acked {
        request,
        answer: UploadAnswer {
            upload_id: Some("u1".into()),
            chunks_received: Some(1),
            ..UploadAnswer::default()
        },
    });
    bench.never_there();
    assert_eq!(bench.parts(), [0]);
}

#[test]
fn f12_a_list_that_fails_never_leads_to_a_second_upload() {
    let mut bench = at_the_end();
    bench.body(2).fail(2, page(524));
    while matches!(bench.machine.show(), Show::Confirming(_)) {
        match bench.look() {
            Some(look) => bench.looked(look, Looked::Failed(page(502))),
            None => {
                bench.now = bench.machine.wake_at().expect("it looks again");
                bench.on(Event::Tick)
            }
        };
        assert!(bench.sent().is_empty());
    }
    assert!(bench.now >= 30 * 60_000);
    assert_eq!(bench.machine.show(), Show::Failed(Trouble::CannotConfirm));
    // Trying again looks again; nothing is sent.
    bench.on(Event::Retry);
    assert!(bench.look().is_some() && bench.sent().is_empty());
}

#[test]
fn an_answer_that_does_not_come_is_awaited_while_the_list_is_asked() {
    let mut bench = at_the_end();
    bench.body(2);
    let actions = bench.pass(21_000);
    assert!(actions.iter().any(|a| matches!(a, Action::LookUp { .. })));
    assert_eq!(bench.in_flight(), [2], "still open");
    bench.ack(2);
    assert_eq!(bench.machine.show(), Show::Done(batch()));
}

#[test]
fn a_look_begun_too_early_does_not_count() {
    let mut bench = at_the_end();
    bench.body(2).fail(2, page(524));
    let look = bench.look().unwrap();
    // Its answer comes after the time was up, but it was asked before.
    bench.now += 65_000;
    bench.looked(look, Looked::NotThere);
    assert!(bench.sent().is_empty());
    assert!(bench.look().is_some());
}

#[test]
fn a_reload_before_the_servers_word_looks_before_it_sends() {
    let mut bench = at_the_end();
    bench.body(2);
    let kept = bench.machine.snapshot();
    assert!(kept.final_sent);
    let mut machine = Session::restore(Settings::default(), &kept, 1).unwrap();
    machine.lose_file();
    let actions = machine.step(0, Event::Start);
    assert!(
        matches!(actions[..], [.., Action::LookUp { .. }]),
        "{actions:?}"
    );
    assert!(
        !actions.contains(&Action::TakeBaseline),
        "ours may be in the list"
    );
    machine.step(
        5,
        Event::LookedUp {
            look: 1,
            looked: Looked::Found(batch()),
        },
    );
    assert_eq!(machine.show(), Show::Done(batch()));
}

/// The list cannot be read before the first byte: what it shows later may be older than this upload.
fn without_a_baseline() -> Bench {
    let spec = Spec {
        size: 130 * MB,
        framing: 1_000,
        can_chunk: true,
    };
    let mut bench = Bench {
        machine: Session::new(Settings::default(), spec, 7),
        now: 0,
        actions: Vec::new(),
    };
    bench.on(Event::Start);
    bench.on(Event::BaselineTaken(Err(status(404))));
    bench
}

#[test]
fn a_session_lost_before_the_end_adopts_no_batch_that_may_be_older() {
    let mut bench = without_a_baseline();
    bench.ack(0).fail(1, status(404));
    assert_eq!(bench.look(), None, "nothing can have been made of it");
    assert_eq!(bench.parts(), [0], "from the first byte again");
}

#[test]
fn the_list_is_asked_once_more_before_the_last_byte() {
    let mut bench = without_a_baseline();
    bench.ack(0).ack(1);
    assert!(bench.said(|a| *a == Action::TakeBaseline));
    assert!(bench.sent().is_empty(), "the final chunk waits for it");
    bench.on(Event::BaselineTaken(Ok(())));
    assert_eq!(bench.parts(), [2]);
}

#[test]
fn a_batch_that_may_be_older_is_never_called_ours() {
    let mut bench = without_a_baseline();
    bench.ack(0).ack(1);
    bench.on(Event::BaselineTaken(Err(status(404))));
    bench.body(2).fail(2, page(524));
    let look = bench.look().unwrap();
    bench.looked(look, Looked::Found(batch()));
    assert_eq!(bench.machine.show(), Show::Failed(Trouble::CannotConfirm));
    assert!(bench.sent().is_empty());
}

#[test]
fn a_session_lost_before_the_list_was_ever_read_adopts_nothing() {
    let mut bench = Bench::new(140 * MB);
    bench.machine.baseline = Baseline::Asking { tries: 0 };
    bench.ack(0).fail(1, status(404));
    assert_eq!(bench.look(), None, "nothing can have been made of it");
    assert_eq!(bench.parts(), [0], "from the first byte again");
}

#[test]
fn a_network_that_is_fine_ends_no_question_to_the_list() {
    let mut bench = Bench::new(5 * MB);
    bench.machine.cuts = 3;
    bench.body(0).fail(0, Error::Network);
    let look = bench.look().unwrap();
    bench.on(Event::Probed { ok: true });
    assert!(bench.sent().is_empty(), "no smaller chunks meanwhile");
    bench.looked(look, Looked::Found(batch()));
    assert_eq!(bench.machine.show(), Show::Done(batch()));
}

#[test]
fn after_a_reload_without_a_first_look_what_is_found_is_not_called_ours() {
    let mut bench = at_the_end();
    let mut kept = bench.machine.snapshot();
    assert!(kept.final_sent);
    kept.baseline_taken = false;
    bench.machine = Session::restore(Settings::default(), &kept, 1).unwrap();
    bench.on(Event::Start);
    let look = bench.look().unwrap();
    bench.looked(look, Looked::Found(batch()));
    assert_eq!(bench.machine.show(), Show::Failed(Trouble::CannotConfirm));
}
