//! Tokens end in mid-upload (F-16, F-18).

use super::*;
use crate::upload::view::WaitingWhy;

#[test]
fn f16_a_refused_token_is_renewed_once_and_the_same_chunk_sent_again() {
    let mut bench = Bench::new(240 * MB);
    bench.ack(0);
    let budget = bench.machine.budget;
    for part in [1, 2, 3] {
        bench.fail(part, status(401));
    }
    assert_eq!(bench.machine.budget, budget, "not counted");
    assert!(bench.in_flight().is_empty());
    bench.on(Event::TokenRenewed {
        left_ms: Some(1_800_000),
    });
    assert_eq!(bench.parts(), [1, 2, 3]);
}

#[test]
fn three_refusals_ask_for_one_token() {
    let mut bench = Bench::new(240 * MB);
    bench.ack(0);
    let mut asked = 0;
    for part in [1, 2, 3] {
        bench.fail(part, status(401));
        asked += bench
            .actions
            .iter()
            .filter(|a| **a == Action::RefreshToken)
            .count();
    }
    assert_eq!(asked, 1);
}

#[test]
fn a_late_refusal_of_the_old_token_does_not_ask_again() {
    let mut bench = Bench::new(240 * MB);
    bench.ack(0);
    bench.fail(1, status(401));
    bench.on(Event::TokenRenewed { left_ms: None });
    bench.fail(2, status(401));
    assert!(!bench.said(|a| *a == Action::RefreshToken));
    assert!(bench.parts().contains(&2));
}

#[test]
fn a_second_refusal_asks_the_person_and_goes_on_after_it() {
    let mut bench = Bench::new(240 * MB);
    bench.ack(0);
    bench.fail(1, status(401));
    bench.on(Event::TokenRenewed { left_ms: None });
    bench.fail(1, status(401));
    assert!(bench.said(|a| *a == Action::AskSignIn));
    assert_eq!(
        bench.machine.show(),
        Show::Waiting(WaitingWhy::SignIn, None)
    );
    assert!(bench.in_flight().is_empty());
    bench.on(Event::SignedIn {
        left_ms: Some(1_800_000),
    });
    assert_eq!(bench.parts(), [1, 2, 3]);
    assert_eq!(bench.machine.chunks(), Some((1, 5)), "nothing was lost");
}

#[test]
fn f18_a_renewal_that_fails_for_the_network_signs_nobody_out() {
    let mut bench = Bench::new(240 * MB);
    bench.fail(0, status(401));
    bench.on(Event::TokenFailed(Error::Network));
    assert!(!bench.said(|a| *a == Action::AskSignIn));
    bench.on(Event::Probed { ok: true });
    let actions = bench.pass(3_000);
    assert!(actions.contains(&Action::RefreshToken));
    bench.on(Event::TokenFailed(page(503)));
    assert!(!bench.said(|a| *a == Action::AskSignIn));
}

#[test]
fn a_refused_renewal_asks_the_person() {
    let mut bench = Bench::new(240 * MB);
    bench.fail(0, status(401));
    bench.on(Event::TokenFailed(Error::SignedOut));
    assert!(bench.said(|a| *a == Action::AskSignIn));
}

#[test]
fn a_token_that_would_not_outlive_the_next_chunk_is_renewed_before() {
    let mut bench = Bench::new(400 * MB);
    // 1 MB/s: a chunk takes 50 s and more.
    let request = bench.request(0);
    for second in 1..=50 {
        bench.now += 1_000;
        bench.on(Event::Progress {
            request,
            loaded: second * MB,
        });
    }
    bench.now = 1_700_000;
    bench.ack(0);
    assert!(bench.said(|a| *a == Action::RefreshToken));
    assert!(bench.sent().is_empty());
    bench.on(Event::TokenRenewed {
        left_ms: Some(1_800_000),
    });
    assert_eq!(bench.parts().len(), 3);
}

#[test]
fn a_failed_renewal_ahead_of_time_does_not_stop_a_token_that_lives() {
    let mut bench = Bench::new(400 * MB);
    bench.now = 1_760_000;
    bench.ack(0);
    assert!(bench.said(|a| *a == Action::RefreshToken));
    bench.on(Event::TokenFailed(page(502)));
    assert_eq!(bench.parts().len(), 3);
}

#[test]
fn a_short_lived_token_is_not_renewed_for_every_chunk() {
    let mut bench = Bench::new(400 * MB);
    bench.on(Event::TokenRenewed {
        left_ms: Some(20_000),
    });
    bench.ack(0);
    assert!(!bench.said(|a| *a == Action::RefreshToken));
    bench.now += 11_000;
    bench.ack(1);
    assert!(bench.said(|a| *a == Action::RefreshToken));
}
