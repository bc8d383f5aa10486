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

    /// The number in `unit`, rounded *down* to one decimal below 100 and to none from there on (and never a decimal for
    /// bytes). Down, so that 99.99 of 100 MB never reads as all of it.
    #[must_use]
    pub fn in_unit(self, unit: SizeUnit) -> String {
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
        let unit = self.unit();
        write!(f, "{} {}", self.in_unit(unit), unit.symbol())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sizes_read_well() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 KB"),
            (2_100_000, "2.1 MB"),
            (99_999_999, "99.9 MB"),
            (197_000_000, "197 MB"),
            (999_999_999, "999 MB"),
            (10_000_000_000, "10.0 GB"),
        ] {
            assert_eq!(ByteSize(bytes).to_string(), text);
        }
    }

    proptest! {
        #[test]
        fn never_rounded_up(bytes in 0u64..20_000_000_000) {
            let size = ByteSize(bytes);
            let shown: f64 = size.in_unit(size.unit()).parse().unwrap();
            #[allow(clippy::cast_precision_loss)]
            let real = bytes as f64 / size.unit().bytes() as f64;
            prop_assert!(shown <= real + 1e-9 && real - shown < 1.0);
        }
    }
}
