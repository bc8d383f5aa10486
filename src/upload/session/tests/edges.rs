//! A short first and last chunk: they go alone, and say nothing about whether the others fit.

use super::*;

fn with_edges() -> Bench {
    let settings = Settings {
        sizes: Sizes {
            edge_chunk: 2 * MB,
            ..Sizes::default()
        },
        ..Settings::default()
    };
    Bench::with(240 * MB, settings)
}

/// Every body in flight breaks, the network itself is fine, and the wait passes.
fn break_all(bench: &mut Bench) {
    for part in bench.in_flight() {
        bench.fail(part, Error::Network);
    }
    bench.on(Event::Probed { ok: true });
    bench.pass(8_000);
}

#[test]
fn the_first_and_the_last_chunk_are_short() {
    let mut bench = with_edges();
    assert_eq!(bench.machine.flights[0].bytes, 2 * MB);
    bench.ack(0);
    assert_eq!(bench.parts(), [1, 2, 3]);
    for part in 1..=6 {
        bench.ack(part);
    }
    let last = bench.sent();
    assert!(last[0].is_final && last[0].range == (238 * MB..240 * MB));
}

#[test]
fn whole_chunks_that_always_break_are_tried_smaller_although_the_short_one_went_through() {
    let mut bench = with_edges();
    bench.ack(0);
    break_all(&mut bench);
    assert_eq!(bench.machine.cuts, 1, "three that break together are one");
    break_all(&mut bench);
    break_all(&mut bench);
    assert_eq!(bench.machine.sizes().chunk, 25 * MB);
    assert_eq!(bench.in_flight(), [0], "in a new session");
}

#[test]
fn once_a_whole_chunk_went_through_breaks_are_the_networks() {
    let mut bench = with_edges();
    bench.ack(0).ack(1);
    for _ in 0..5 {
        break_all(&mut bench);
    }
    assert_eq!(bench.machine.sizes().chunk, 50 * MB);
    let kept = bench.machine.snapshot();
    let restored = Session::restore(Settings::default(), &kept, 1).unwrap();
    assert_eq!(
        restored.through, 39_333_334,
        "a sixth of what lies between the edges"
    );
}
