//! Lengths of time and counts in words. Points in time are formatted by the browser (`components::when`).

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
        (0, 0, 0, 0) => "under 1s".to_owned(),
        (0, 0, 0, s) => format!("{s}s"),
        (0, 0, m, s) => format!("{m}m {s:02}s"),
        (0, h, m, _) => format!("{h}h {m:02}m"),
        (d, h, _, _) => format!("{d}d {h:02}h"),
    }
}

/// `6 minutes`: a length that is only roughly known. Rounded up, so that nobody is promised too little.
#[must_use]
pub fn about(seconds: u64) -> String {
    match seconds {
        0..=1 => "1 second".to_owned(),
        2..=10 => format!("{seconds} seconds"),
        11..=50 => format!("{} seconds", seconds.div_ceil(10) * 10),
        51..=3_540 => counted(seconds.div_ceil(60), "minute", "minutes"),
        3_541..=86_400 => {
            // Half hours are told apart up to a day.
            let halves = seconds.div_ceil(1_800);
            match (halves / 2, halves % 2) {
                (1, 0) => "1 hour".to_owned(),
                (h, 0) => format!("{h} hours"),
                (h, _) => format!("{h}½ hours"),
            }
        }
        _ => counted(seconds.div_ceil(86_400), "day", "days"),
    }
}

/// `about 6 minutes left`.
#[must_use]
pub fn left(seconds: u64) -> String {
    format!("about {} left", about(seconds))
}

/// `1,160 sheets`, `1 sheet`.
#[must_use]
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// `11,404`: groups of three, as English does.
#[must_use]
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
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
        assert_eq!(counted(1, "sheet", "sheets"), "1 sheet");
        assert_eq!(counted(0, "sheet", "sheets"), "0 sheets");
    }

    proptest! {
        #[test]
        fn grouping_changes_no_digit(n: u64) {
            prop_assert_eq!(grouped(n).replace(',', ""), n.to_string());
        }
    }
}
