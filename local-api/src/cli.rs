//! The command line: `local-api [serve] …` and `local-api seed …`. Unknown words are refused in plain sentences.

use std::path::PathBuf;
use std::str::FromStr;

use crate::seed::Seed;
use crate::settings::Settings;
use crate::spelling::{Release, Results, Rows};

/// Shown by `--help`.
pub const HELP: &str = "\
local-api: the batch API on this machine, with a real database and real processing

  local-api [serve] [options]        start the server (accounts: admin/admin123, staff/staff1234, scanner/scanner1234)
  local-api seed --data DIR [--batches N] [--frozen]   fill a demo database

  --data DIR               database, uploads and secret (default ./local-api-data)
  --host ADDRESS           default 127.0.0.1
  --port N                 default 8080; 0 takes any free port
  --dist DIR               the built console, served on the same origin
  --config FILE            served as /config.json in place of the one in --dist
  --sheets-per-second F    pace of processing for each batch, default 2; 0 is as fast as possible
  --spelling WORD          handoff (default) or production, the running system with all its habits
  --rows WORD              production's list rows: counts (default), bare or uploader
  --results WORD           sheets are seen to be read: live (default), end (when the batch has ended) or never
  --utc-offset N           minutes by which the server's clock is east of Greenwich, default 0
  --finalized ID[,ID]      tasks that take no more sheets: uploads for them are refused (403)
  --orphan-seconds N       age at which production offers to recover what a restart left unfinished, default 7200
  --stream-seconds N       a stream of events is cut after so long, default 0 (never)
  --require-chunk-order    chunks out of order are refused with 400
  --access-seconds N       lifetime of an access token, default 1800
  --refresh-seconds N      lifetime of a refresh token, default 604800
  --session-seconds N      lifetime of an idle upload session, default 86400
  --volatile-sessions      forget all upload sessions at the start
  --share                  use the data folder together with other servers that share; upload sessions stay with each
  --max-body N             bytes in one request, default 100000000 (beyond: 413 as HTML)
  --body-seconds N         a request body of which nothing more comes for so long is given up (408), default 60
  --max-chunk N            bytes in one chunk, default 100000000 (beyond: 413 as JSON)
  --max-file N             bytes in one batch, default 10737418240 (older releases: 3000000000)
  --lockout-after N        wrong passwords before 429, default 10; 0 never
  --lockout-seconds N      how long the lock lasts, default 60
  --faults                 open /__faults (see local-api/README.md)
  --crash-at NAME          go down when a page of this name is read (for tests)
  --quiet                  do not log requests

  seed: --batches N        default 60, at most 10000
        --frozen           batches in processing stay as they are (for screenshots)";

/// What the command line asks for.
#[derive(Debug)]
pub enum Command {
    /// Start the server.
    Serve(Box<Settings>),
    /// Fill a demo database.
    Seed(Seed),
    /// Print the help.
    Help,
}

/// Why the command line was not understood.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CliError {
    /// An option that does not exist.
    #[error("there is no option {0}; --help lists them")]
    Unknown(String),
    /// An option without its value.
    #[error("{0} needs a value")]
    MissingValue(String),
    /// A value that does not fit its option.
    #[error("{option} needs {wanted}, not \"{value}\"")]
    Value {
        /// The option.
        option: String,
        /// What it takes.
        wanted: &'static str,
        /// What was given.
        value: String,
    },
}

/// Reads the command line (without the program's name).
///
/// # Errors
/// [`CliError`] for unknown options and values that do not fit.
pub fn parse(args: impl Iterator<Item = String>) -> Result<Command, CliError> {
    let mut words = Words {
        rest: args.collect::<Vec<_>>().into_iter(),
        inline: None,
    };
    let mut first = words.rest.as_slice().first().cloned().unwrap_or_default();
    if first == "serve" || first == "seed" {
        words.rest.next();
    } else {
        first = "serve".to_owned();
    }
    if first == "seed" {
        parse_seed(words)
    } else {
        parse_serve(words)
    }
}

fn parse_serve(mut words: Words) -> Result<Command, CliError> {
    let mut s = Box::<Settings>::default();
    while let Some(option) = words.option() {
        match option.as_str() {
            "--help" | "-h" => return Ok(Command::Help),
            "--data" => s.data = PathBuf::from(words.value(&option)?),
            "--host" => s.host = words.value(&option)?,
            "--port" => s.port = words.number(&option, "a port number (0 to 65535)")?,
            "--dist" => s.dist = Some(PathBuf::from(words.value(&option)?)),
            "--config" => s.config = Some(PathBuf::from(words.value(&option)?)),
            "--sheets-per-second" => s.sheets_per_second = words.rate(&option)?,
            "--spelling" => {
                s.spelling.release = words.word(
                    &option,
                    "handoff or production",
                    &[
                        ("handoff", Release::Handoff),
                        ("production", Release::Production),
                    ],
                )?;
            }
            "--rows" => {
                s.spelling.rows = words.word(
                    &option,
                    "counts, bare or uploader",
                    &[
                        ("counts", Rows::Counts),
                        ("bare", Rows::Bare),
                        ("uploader", Rows::Uploader),
                    ],
                )?;
            }
            "--results" => {
                s.spelling.results = words.word(
                    &option,
                    "live, end or never",
                    &[
                        ("live", Results::Live),
                        ("end", Results::AtEnd),
                        ("never", Results::Never),
                    ],
                )?;
            }
            "--utc-offset" => s.spelling.utc_offset_minutes = words.offset(&option)?,
            "--finalized" => {
                let ids = words.value(&option)?;
                s.finalized = ids.split(',').map(str::to_owned).collect();
            }
            "--orphan-seconds" => s.orphan_seconds = words.number(&option, "whole seconds")?,
            "--stream-seconds" => s.stream_seconds = words.number(&option, "seconds")?,
            "--require-chunk-order" => s.require_chunk_order = true,
            "--faults" => s.faults = true,
            "--access-seconds" => s.access_seconds = words.number(&option, "whole seconds")?,
            "--refresh-seconds" => s.refresh_seconds = words.number(&option, "whole seconds")?,
            "--session-seconds" => s.session_seconds = words.number(&option, "whole seconds")?,
            "--max-body" => s.max_body = words.number(&option, "a number of bytes")?,
            "--body-seconds" => s.body_seconds = words.number(&option, "whole seconds")?,
            "--max-chunk" => s.max_chunk = words.number(&option, "a number of bytes")?,
            "--max-file" => s.max_file = words.number(&option, "a number of bytes")?,
            "--share" => s.share = true,
            "--volatile-sessions" => s.volatile_sessions = true,
            "--lockout-after" => s.lockout_after = words.number(&option, "a whole number")?,
            "--lockout-seconds" => s.lockout_seconds = words.number(&option, "whole seconds")?,
            "--crash-at" => s.crash_at = Some(words.value(&option)?),
            "--quiet" => s.quiet = true,
            _ => return Err(CliError::Unknown(option)),
        }
    }
    Ok(Command::Serve(s))
}

fn parse_seed(mut words: Words) -> Result<Command, CliError> {
    let mut seed = Seed {
        data: Settings::default().data,
        batches: 60,
        frozen: false,
    };
    while let Some(option) = words.option() {
        match option.as_str() {
            "--help" | "-h" => return Ok(Command::Help),
            "--data" => seed.data = PathBuf::from(words.value(&option)?),
            "--batches" => {
                seed.batches = words.number(&option, "a number from 1 to 10000")?;
                if !(1..=10_000).contains(&seed.batches) {
                    return Err(wrong(
                        &option,
                        "a number from 1 to 10000",
                        &seed.batches.to_string(),
                    ));
                }
            }
            "--frozen" => seed.frozen = true,
            _ => return Err(CliError::Unknown(option)),
        }
    }
    Ok(Command::Seed(seed))
}

fn wrong(option: &str, wanted: &'static str, value: &str) -> CliError {
    CliError::Value {
        option: option.to_owned(),
        wanted,
        value: value.to_owned(),
    }
}

/// The words of the command line; `--name=value` is taken like `--name value`.
struct Words {
    rest: std::vec::IntoIter<String>,
    inline: Option<String>,
}

impl Words {
    fn option(&mut self) -> Option<String> {
        if let Some(left) = self.inline.take() {
            // A value given to a flag that takes none: shown as an unknown word.
            return Some(format!("={left}"));
        }
        let word = self.rest.next()?;
        match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => {
                self.inline = Some(value.to_owned());
                Some(name.to_owned())
            }
            _ => Some(word),
        }
    }

    fn value(&mut self, option: &str) -> Result<String, CliError> {
        self.inline
            .take()
            .or_else(|| self.rest.next())
            .ok_or_else(|| CliError::MissingValue(option.to_owned()))
    }

    fn number<T: FromStr>(&mut self, option: &str, wanted: &'static str) -> Result<T, CliError> {
        let value = self.value(option)?;
        value.parse().map_err(|_| wrong(option, wanted, &value))
    }

    fn word<T: Copy>(
        &mut self,
        option: &str,
        wanted: &'static str,
        words: &[(&str, T)],
    ) -> Result<T, CliError> {
        let value = self.value(option)?;
        let found = words.iter().find(|(word, _)| *word == value);
        found
            .map(|(_, meaning)| *meaning)
            .ok_or_else(|| wrong(option, wanted, &value))
    }

    /// Minutes east of Greenwich; no clock is further off than 14 hours.
    fn offset(&mut self, option: &str) -> Result<i16, CliError> {
        let wanted = "minutes from -840 to 840";
        let minutes: i16 = self.number(option, wanted)?;
        if (-840..=840).contains(&minutes) {
            Ok(minutes)
        } else {
            Err(wrong(option, wanted, &minutes.to_string()))
        }
    }

    fn rate(&mut self, option: &str) -> Result<f64, CliError> {
        let rate: f64 = self.number(option, "a number of sheets per second, 0 or more")?;
        if rate.is_finite() && rate >= 0.0 {
            Ok(rate)
        } else {
            Err(wrong(
                option,
                "a number of sheets per second, 0 or more",
                &rate.to_string(),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, CliError> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn serve_is_the_default_command_and_takes_both_forms_of_values() {
        let Ok(Command::Serve(s)) =
            parsed("--port=0 --spelling production --sheets-per-second 0.4 --faults")
        else {
            panic!("serve expected");
        };
        assert_eq!(
            (s.port, s.spelling.release, s.faults),
            (0, Release::Production, true)
        );
        assert!((s.sheets_per_second - 0.4).abs() < f64::EPSILON);
        assert_eq!((s.access_seconds, s.max_body), (1800, 100_000_000));
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            parsed("--prot 1").unwrap_err(),
            CliError::Unknown("--prot".into())
        );
        assert_eq!(
            parsed("serve --port").unwrap_err(),
            CliError::MissingValue("--port".into())
        );
        assert_eq!(
            parsed("--port 70000").unwrap_err().to_string(),
            "--port needs a port number (0 to 65535), not \"70000\""
        );
        assert!(parsed("--sheets-per-second -1").is_err());
        assert!(parsed("--faults=yes").is_err());
        assert!(parsed("--results later").is_err());
        assert!(parsed("--utc-offset 900").is_err());
        assert!(parsed("seed --batches 10001").is_err());
    }

    #[test]
    fn seed_reads_its_own_options() {
        let Ok(Command::Seed(seed)) = parsed("seed --data /d --batches 5 --frozen") else {
            panic!("seed expected")
        };
        assert_eq!(
            (seed.data, seed.batches, seed.frozen),
            (PathBuf::from("/d"), 5, true)
        );
    }
}
