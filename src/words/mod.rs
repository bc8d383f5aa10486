//! Every word that a person reads, in one place: what is said when. The texts themselves are in `lang/`, a file a language.

/// Functions that give messages without variables: `name = "key";`.
macro_rules! texts {
    ($($(#[$doc:meta])* $vis:vis $name:ident = $key:literal;)+) => {
        $(
            $(#[$doc])*
            #[must_use]
            $vis fn $name() -> &'static str {
                $crate::words::catalog::say($key)
            }
        )+
    };
}

/// A message with its variables filled in: `fill!("key", name = value, …)`.
macro_rules! fill {
    ($key:literal $(, $name:ident = $value:expr)+ $(,)?) => {
        $crate::words::catalog::fill(
            $key,
            &[$((stringify!($name), $crate::words::catalog::Arg::from($value))),+],
        )
    };
}

pub mod catalog;

pub mod action_outcome;
pub mod analytics;
pub mod batch;
pub mod batches;
pub mod delete;
pub mod diagnostics;
pub mod errors;
pub mod export;
pub mod failures;
pub mod help;
pub mod idle;
pub mod language;
pub mod live;
pub mod login;
pub mod notices;
pub mod preferences;
pub mod preflight;
pub mod queue;
pub mod shell;
pub mod sign_out;
pub mod time;
pub mod upload;
pub mod upload_log;
pub mod upload_problems;
pub mod upload_progress;
