//! Sizes in bytes, and how they are rounded for people.

/// A number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ByteSize(pub u64);

/// Decimal units (IEC 80000-13: 1 MB = 1 000 000 bytes), as the edge proxy counts its 100 MB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SizeUnit {
    /// Bytes.
    B,
    /// 1 000 bytes.
    KB,
    /// 1 000 000 bytes.
    MB,
    /// 1 000 000 000 bytes.
    GB,
}

impl SizeUnit {
    /// The unit's symbol.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::B => "B",
            Self::KB => "KB",
            Self::MB => "MB",
            Self::GB => "GB",
        }
    }

    fn bytes(self) -> u64 {
        match self {
            Self::B => 1,
            Self::KB => 1_000,
            Self::MB => 1_000_000,
            Self::GB => 1_000_000_000,
        }
    }
}

impl ByteSize {
    /// The unit in which this size reads best.
    #[must_use]
    pub fn unit(self) -> SizeUnit {
        match self.0 {
            0..1_000 => SizeUnit::B,
            1_000..1_000_000 => SizeUnit::KB,
            1_000_000..1_000_000_000 => SizeUnit::MB,
            _ => SizeUnit::GB,
        }
    }

    /// The number and its unit, rounded to the nearest: one decimal below 100, none from there on, and none for bytes.
    #[must_use]
    pub fn rounded(self) -> (String, SizeUnit) {
        let unit = self.unit();
        let per = unit.bytes();
        let tenths = (self.0 * 10 + per / 2) / per;
        if per == 1 {
            (self.0.to_string(), unit)
        } else if tenths < 1_000 {
            (format!("{}.{}", tenths / 10, tenths % 10), unit)
        } else {
            match ((self.0 + per / 2) / per, unit) {
                (1_000, SizeUnit::KB) => ("1.0".to_owned(), SizeUnit::MB),
                (1_000, SizeUnit::MB) => ("1.0".to_owned(), SizeUnit::GB),
                (whole, _) => (whole.to_string(), unit),
            }
        }
    }

    /// The number in `unit`, rounded *down* as [`rounded`](Self::rounded) rounds to the nearest: for what has been done of a
    /// whole, so that 99.99 of 100 MB never reads as all of it.
    #[must_use]
    pub fn floored_in(self, unit: SizeUnit) -> String {
        let per = unit.bytes();
        let whole = self.0 / per;
        if per == 1 || whole >= 100 {
            return whole.to_string();
        }
        let tenths = (self.0 % per) * 10 / per;
        format!("{whole}.{tenths}")
    }
}

impl std::fmt::Display for ByteSize {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (number, unit) = self.rounded();
        write!(f, "{number} {}", unit.symbol())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn b9_sizes_are_rounded_to_the_nearest() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 KB"),
            (2_100_000, "2.1 MB"),
            (65_499_999, "65.5 MB"),
            (65_500_000, "65.5 MB"),
            (99_949_999, "99.9 MB"),
            (99_999_999, "100 MB"),
            (197_000_000, "197 MB"),
            (209_990_000, "210 MB"),
            (999_499_999, "999 MB"),
            (999_999, "1.0 MB"),
            (999_999_999, "1.0 GB"),
            (10_000_000_000, "10.0 GB"),
        ] {
            assert_eq!(ByteSize(bytes).to_string(), text);
        }
    }

    proptest! {
        #[test]
        fn b9_a_size_is_never_further_off_than_half_of_its_last_digit(bytes in 0u64..20_000_000_000) {
            let (number, unit) = ByteSize(bytes).rounded();
            let shown: f64 = number.parse().unwrap();
            #[allow(clippy::cast_precision_loss)]
            let real = bytes as f64 / unit.bytes() as f64;
            let step = if number.contains('.') { 0.1 } else { 1.0 };
            prop_assert!((shown - real).abs() <= step / 2.0 + 1e-9, "{number} for {real}");
        }

        #[test]
        fn a_part_is_never_rounded_up(bytes in 0u64..20_000_000_000) {
            let size = ByteSize(bytes);
            let shown: f64 = size.floored_in(size.unit()).parse().unwrap();
            #[allow(clippy::cast_precision_loss)]
            let real = bytes as f64 / size.unit().bytes() as f64;
            prop_assert!(shown <= real + 1e-9 && real - shown < 1.0);
        }
    }
}
