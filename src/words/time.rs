//! Lengths of time and counts in words. Points in time are formatted by the browser (`components::when`).

use super::catalog::{say, with};

/// `5m 32s`, for something that was measured or runs (UX-38). The two largest units; under a second reads `under 1s`.
#[must_use]
pub fn duration(millis: u64) -> String {
    let seconds = millis / 1_000;
    let (d, h, m, s) = (
        seconds / 86_400,
        seconds / 3_600 % 24,
        seconds / 60 % 60,
        seconds % 60,
    );
    match (d, h, m, s) {
        (0, 0, 0, 0) => say("time-under-second").to_owned(),
        (0, 0, 0, s) => fill!("time-s", s = s),
        (0, 0, m, s) => fill!("time-m-s", m = m, s = after_larger(s)),
        (0, h, m, _) => fill!("time-h-m", h = h, m = after_larger(m)),
        (d, h, _, _) => fill!("time-d-h", d = d, h = after_larger(h)),
    }
}

/// `02`, behind a larger unit, so that a running clock keeps its width.
fn after_larger(n: u64) -> String {
    match n {
        0..=9 => fill!("time-below-ten", n = n),
        n => n.to_string(),
    }
}

/// `6 minutes`: a length that is only roughly known. Rounded up, so that nobody is promised too little.
#[must_use]
pub fn about(seconds: u64) -> String {
    match seconds {
        0..=1 => fill!("time-seconds", n = 1_u64),
        2..=10 => fill!("time-seconds", n = seconds),
        11..=50 => fill!("time-seconds", n = seconds.div_ceil(10) * 10),
        51..=3_540 => fill!("time-minutes", n = seconds.div_ceil(60)),
        3_541..=86_400 => {
            // Half hours are told apart up to a day.
            let halves = seconds.div_ceil(1_800);
            match (halves / 2, halves % 2) {
                (h, 0) => fill!("time-hours", n = h),
                (h, _) => fill!("time-half-hours", n = h),
            }
        }
        _ => fill!("time-days", n = seconds.div_ceil(86_400)),
    }
}

/// `about 6 minutes left`: rounded to the nearest, so that the words are no further off than the estimate.
#[must_use]
pub fn left(seconds: u64) -> String {
    let time = match seconds {
        61..=114 => fill!("time-seconds", n = seconds.div_ceil(10) * 10),
        115..=3_540 => about((seconds + 30) / 60 * 60),
        3_541..=86_400 => about((seconds + 900) / 1_800 * 1_800),
        _ => about(seconds),
    };
    fill!("time-left", time = time)
}

/// `11,404`: groups of three, parted as the language does.
#[must_use]
pub fn grouped(n: u64) -> String {
    with(|catalog| catalog.grouped(n))
}

/// `1,160.5`, from tenths: one decimal, always there.
#[must_use]
pub fn with_tenth(tenths: u64) -> String {
    with(|catalog| {
        let rest = catalog.decimal(&format!(".{}", tenths % 10));
        catalog.grouped(tenths / 10) + &rest
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn durations_show_two_units() {
        for (millis, text) in [
            (0, "under 1s"),
            (999, "under 1s"),
            (48_000, "48s"),
            (332_000, "5m 32s"),
            (302_000, "5m 02s"),
            (7_380_000, "2h 03m"),
            (90_000_000, "1d 01h"),
        ] {
            assert_eq!(duration(millis), text);
        }
    }

    #[test]
    fn rough_lengths_are_rounded_up() {
        for (seconds, text) in [
            (0, "1 second"),
            (7, "7 seconds"),
            (11, "20 seconds"),
            (50, "50 seconds"),
            (51, "1 minute"),
            (61, "2 minutes"),
            (3_540, "59 minutes"),
            (3_600, "1 hour"),
            (3_601, "1½ hours"),
            (7_200, "2 hours"),
            (90_000, "2 days"),
        ] {
            assert_eq!(about(seconds), text);
        }
    }

    #[test]
    fn b2_the_words_are_no_further_off_than_the_estimate() {
        for (seconds, text) in [
            (50, "about 50 seconds left"),
            (60, "about 1 minute left"),
            (61, "about 70 seconds left"),
            (115, "about 2 minutes left"),
            (149, "about 2 minutes left"),
            (150, "about 3 minutes left"),
            (3_700, "about 1 hour left"),
            (4_600, "about 1½ hours left"),
        ] {
            assert_eq!(left(seconds), text);
        }
    }

    #[test]
    fn numbers_are_grouped() {
        for (n, text) in [
            (0, "0"),
            (999, "999"),
            (1_160, "1,160"),
            (11_404, "11,404"),
            (1_000_000, "1,000,000"),
        ] {
            assert_eq!(grouped(n), text);
        }
        assert_eq!(with_tenth(11_605), "1,160.5");
    }

    proptest! {
        #[test]
        fn grouping_changes_no_digit(n: u64) {
            prop_assert_eq!(grouped(n).replace(',', ""), n.to_string());
        }
    }
}
