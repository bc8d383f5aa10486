//! 1,000 seeded fault schedules against the upload machine and a model of the server, in virtual time.
//!
//! Whatever happens, one confirmed click makes exactly one batch with every byte in place, the final chunk is never sent
//! early, and the number of requests is bounded. Failing seeds are printed; `SEED=n` repeats one, `SEEDS=n` tries more.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "schedules/client.rs"]
mod client;
#[path = "schedules/random.rs"]
mod random;
#[path = "schedules/server.rs"]
mod server;
#[path = "schedules/world.rs"]
mod world;

use world::{Outcome, World};

fn run(seed: u64) -> Result<Outcome, String> {
    World::new(seed).run()
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn a_thousand_schedules_make_one_batch_each() {
    let mut tally = Outcome::default();
    let mut failed = Vec::new();
    let seeds = number("SEEDS").unwrap_or(1_000);
    for seed in 0..seeds {
        match run(seed) {
            Ok(outcome) => tally.add(&outcome),
            Err(what) => failed.push(format!("seed {seed}: {what}")),
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {seeds} failed\n{}",
        failed.len(),
        failed[..failed.len().min(10)].join("\n")
    );
    println!("{seeds} seeds: {tally:?}");
    // The schedules are worth something only if they reach every branch.
    assert!(tally.reloads > 50, "{tally:?}");
    assert!(tally.adopted > 50, "{tally:?}");
    assert!(tally.restarts > 20, "{tally:?}");
    assert!(tally.smaller > 20, "{tally:?}");
    assert!(tally.in_order > 20, "{tally:?}");
    assert!(tally.sign_ins > 5, "{tally:?}");
    assert!(tally.cancelled > 20, "{tally:?}");
    assert!(tally.unsure > 0, "{tally:?}");
    assert!(tally.full_resends > 20, "{tally:?}");
    assert!(tally.refused > 5, "{tally:?}");
    assert!(tally.vanished > 5, "{tally:?}");
    assert!(tally.slept > 20, "{tally:?}");
    assert!(tally.lock_waits > 20, "{tally:?}");
}

/// Seeds beyond the thousand that once ended badly. 32339 and 241810: a lost session adopted an older batch of the same name.
/// 66317, 81711 and 86101: the whole file was handed over three times. The others: a probe during the question to the list cut the file into smaller chunks although the batch existed.
const MENDED: &[u64] = &[
    32_339, 152_557, 157_409, 162_835, 241_810, 277_683, 280_697, 66_317, 81_711, 86_101, 102_344,
];

#[test]
fn seeds_that_once_failed_stay_mended() {
    for &seed in MENDED {
        run(seed).unwrap_or_else(|what| panic!("seed {seed}: {what}"));
    }
}

#[test]
fn one_seed() {
    let Some(seed) = number("SEED") else {
        return;
    };
    println!("{:?}", World::new(seed).loud().run());
}
