//! The command line: which command, with which options. Parsing only; nothing is done here.

mod browser;
mod release;

use std::path::PathBuf;

pub use browser::Browser;
pub use release::Release;

use crate::failure::{Failure, Result};

/// Port of `cargo xtask run` and `serve` where none is given.
pub const DEFAULT_PORT: u16 = 8080;

/// Where `cargo xtask run` keeps the demo data where no `--data` is given.
pub const DEFAULT_DATA: &str = "target/demo";

/// The text of `cargo xtask help`.
pub const HELP: &str = "\
The developer's commands of the OMR Batch Console

  cargo xtask run                    Build everything and start it with demo data
      --port N                       Port to listen on (8080)
      --data DIR                     Where the database and the uploads lie (target/demo)
      --fresh                        Delete that data first and begin anew
      --sheets-per-second N          Pace of processing, for example 0.4; 0 is as fast as possible
  cargo xtask serve --api URL        Rebuild on every change, with the API of another server
      --port N                       Port to listen on (8080)
  cargo xtask test [PART …]          All checks, or some of: lint host browser e2e
      --browser NAME                 e2e only in chromium, firefox or webkit; may be given more than once
  cargo xtask build                  Build the release console into dist/
  cargo xtask release DIR            Build it, and put it into DIR with checksums and a bill of materials; DIR/www is served
      --check                        Build it once more elsewhere first, and go on only if every byte is the same
      --back                         Put the release before back; nothing is built
  cargo xtask stack DIR              Put names to the functions in a stack trace from standard input
  cargo xtask size                   Size of the first view: raw, gzip, brotli
  cargo xtask samples [--preflight]  Write test data to target/samples; archives for the check before an upload
  cargo xtask shots                  Screenshots of every page and state to target/shots
  cargo xtask bench NAME             Run a measurement: upload, console, preflight, schedules or load
      --browser NAME                 bench upload only in chromium, firefox or webkit; may be given more than once
  cargo xtask help                   This text";

/// One command with its options.
#[derive(Debug, PartialEq)]
pub enum Command {
    Run(RunOptions),
    Serve {
        api: String,
        port: u16,
    },
    Test(Vec<Part>, Vec<Browser>),
    Build,
    Release {
        dir: PathBuf,
        what: Release,
    },
    Stack(PathBuf),
    Size,
    Samples(Vec<String>),
    Shots(Vec<String>),
    Bench {
        name: String,
        /// Only of `bench upload`; none stands for all that are there.
        browsers: Vec<Browser>,
        rest: Vec<String>,
    },
    Help,
}

/// Options of `cargo xtask run`.
#[derive(Debug, PartialEq)]
pub struct RunOptions {
    pub port: u16,
    pub data: PathBuf,
    /// Delete the data first.
    pub fresh: bool,
    /// Sheets processed in a second; `None` leaves it to the server.
    pub sheets_per_second: Option<f64>,
}

/// One part of `cargo xtask test`, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Lint,
    Host,
    Browser,
    E2e,
}

impl Part {
    /// Every part, cheapest first.
    pub const ALL: [Part; 4] = [Part::Lint, Part::Host, Part::Browser, Part::E2e];

    /// The word that selects the part.
    pub fn word(self) -> &'static str {
        match self {
            Part::Lint => "lint",
            Part::Host => "host",
            Part::Browser => "browser",
            Part::E2e => "e2e",
        }
    }
}

/// Reads the arguments that follow `cargo xtask`.
pub fn parse(args: &[String]) -> Result<Command> {
    let Some((name, rest)) = args.split_first() else {
        return Ok(Command::Help);
    };
    match name.as_str() {
        "run" => run(rest),
        "serve" => serve(rest),
        "test" => test(rest),
        "build" => bare(rest, Command::Build),
        "release" => release::parse(rest),
        "stack" => release::stack(rest),
        "size" => bare(rest, Command::Size),
        "samples" => Ok(Command::Samples(rest.to_vec())),
        "shots" => Ok(Command::Shots(rest.to_vec())),
        "bench" => bench(rest),
        "help" | "--help" | "-h" => Ok(Command::Help),
        other => Err(unknown("command", other)),
    }
}

fn unknown(kind: &str, word: &str) -> Failure {
    Failure(format!(
        "There is no {kind} \"{word}\". `cargo xtask help` lists what there is."
    ))
}

fn bare(rest: &[String], command: Command) -> Result<Command> {
    match rest.first() {
        None => Ok(command),
        Some(word) => Err(unknown("option", word)),
    }
}

fn run(args: &[String]) -> Result<Command> {
    let mut options = RunOptions {
        port: DEFAULT_PORT,
        data: PathBuf::from(DEFAULT_DATA),
        fresh: false,
        sheets_per_second: None,
    };
    let mut args = Options::new(args);
    while let Some(name) = args.next()? {
        match name.as_str() {
            "--port" => options.port = port(&args.value()?)?,
            "--data" => options.data = PathBuf::from(args.value()?),
            "--fresh" => options.fresh = args.flag()?,
            "--sheets-per-second" => options.sheets_per_second = Some(rate(&args.value()?)?),
            other => return Err(unknown("option", other)),
        }
    }
    Ok(Command::Run(options))
}

fn serve(args: &[String]) -> Result<Command> {
    let (mut api, mut port_number) = (None, DEFAULT_PORT);
    let mut args = Options::new(args);
    while let Some(name) = args.next()? {
        match name.as_str() {
            "--api" => api = Some(api_url(&args.value()?)?),
            "--port" => port_number = port(&args.value()?)?,
            other => return Err(unknown("option", other)),
        }
    }
    let api = api.ok_or_else(|| {
        Failure::new("Say which server to use: cargo xtask serve --api http://omr.example.org")
    })?;
    Ok(Command::Serve {
        api,
        port: port_number,
    })
}

fn test(args: &[String]) -> Result<Command> {
    let (browsers, words) = browser::taken(args)?;
    let mut parts = Vec::new();
    for word in &words {
        let part = Part::ALL.into_iter().find(|part| part.word() == word);
        parts.push(part.ok_or_else(|| unknown("part of the tests", word))?);
    }
    if parts.is_empty() {
        parts = Part::ALL.to_vec();
    }
    parts.sort();
    parts.dedup();
    Ok(Command::Test(parts, browsers))
}

fn bench(args: &[String]) -> Result<Command> {
    let (name, rest) = args.split_first().ok_or_else(|| {
        Failure::new("Say what to measure, for example: cargo xtask bench upload")
    })?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.starts_with('-') || !name.chars().all(plain) {
        return Err(unknown("measurement", name));
    }
    let (browsers, rest) = browser::taken(rest)?;
    if name != "upload" && !browsers.is_empty() {
        return Err(Failure(format!(
            "bench {name} takes no --browser: only `bench upload` measures in more than one."
        )));
    }
    Ok(Command::Bench {
        name: name.clone(),
        browsers,
        rest,
    })
}

fn port(text: &str) -> Result<u16> {
    match text.parse() {
        Ok(0) | Err(_) => Err(Failure(format!(
            "\"{text}\" is not a port. A port is a number from 1 to 65535."
        ))),
        Ok(number) => Ok(number),
    }
}

fn rate(text: &str) -> Result<f64> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number >= 0.0 => Ok(number),
        _ => Err(Failure(format!(
            "\"{text}\" is not a rate. --sheets-per-second takes a number, for example 0.4; 0 is as fast as possible."
        ))),
    }
}

/// Accepts `http(s)://host[:port][/path]` and drops a closing slash.
fn api_url(text: &str) -> Result<String> {
    let rest = text
        .strip_prefix("http://")
        .or_else(|| text.strip_prefix("https://"))
        .unwrap_or_default();
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() || text.contains(char::is_whitespace) {
        return Err(Failure(format!(
            "\"{text}\" is not an address. --api takes one such as https://omr.example.org"
        )));
    }
    Ok(text.trim_end_matches('/').to_owned())
}

/// Walks over `--name value` and `--name=value`.
struct Options<'a> {
    rest: std::slice::Iter<'a, String>,
    name: String,
    inline: Option<String>,
}

impl<'a> Options<'a> {
    fn new(args: &'a [String]) -> Self {
        Self {
            rest: args.iter(),
            name: String::new(),
            inline: None,
        }
    }

    /// The next option's name.
    fn next(&mut self) -> Result<Option<String>> {
        let Some(word) = self.rest.next() else {
            return Ok(None);
        };
        if !word.starts_with("--") {
            return Err(unknown("option", word));
        }
        let (name, inline) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word.as_str(), None),
        };
        self.name = name.to_owned();
        self.inline = inline;
        Ok(Some(self.name.clone()))
    }

    /// The value of the option that `next` named.
    fn value(&mut self) -> Result<String> {
        self.inline
            .take()
            .or_else(|| self.rest.next().cloned())
            .filter(|value| !value.is_empty())
            .ok_or_else(|| Failure(format!("{} needs a value.", self.name)))
    }

    /// An option without a value.
    fn flag(&self) -> Result<bool> {
        match self.inline {
            None => Ok(true),
            Some(_) => Err(Failure(format!("{} takes no value.", self.name))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&words)
    }

    fn refusal(line: &str) -> String {
        read(line).expect_err("this line must be refused").0
    }

    #[test]
    fn no_command_shows_the_help() {
        assert_eq!(read(""), Ok(Command::Help));
        assert_eq!(read("--help"), Ok(Command::Help));
    }

    #[test]
    fn run_has_defaults_and_takes_every_option_in_both_spellings() {
        let defaults = RunOptions {
            port: 8080,
            data: PathBuf::from("target/demo"),
            fresh: false,
            sheets_per_second: None,
        };
        assert_eq!(read("run"), Ok(Command::Run(defaults)));
        let all = || RunOptions {
            port: 9000,
            data: PathBuf::from("/tmp/x"),
            fresh: true,
            sheets_per_second: Some(0.5),
        };
        assert_eq!(
            read("run --port 9000 --data /tmp/x --fresh --sheets-per-second 0.5"),
            Ok(Command::Run(all()))
        );
        assert_eq!(
            read("run --sheets-per-second=0.5 --fresh --data=/tmp/x --port=9000"),
            Ok(Command::Run(all()))
        );
    }

    #[test]
    fn wrong_values_are_named_with_what_is_allowed() {
        assert!(refusal("run --port 70000").contains("1 to 65535"));
        assert!(refusal("run --port 0").contains("1 to 65535"));
        assert!(refusal("run --sheets-per-second -1").contains("as fast as possible"));
        assert!(refusal("run --sheets-per-second NaN").contains("as fast as possible"));
        assert!(refusal("run --data").contains("--data needs a value"));
        assert!(refusal("run --fresh=yes").contains("takes no value"));
        assert!(refusal("run 9000").contains("\"9000\""));
        assert!(refusal("fly").contains("cargo xtask help"));
    }

    #[test]
    fn test_parts_run_once_each_and_cheapest_first() {
        let test = |parts: &[Part]| Ok(Command::Test(parts.to_vec(), vec![]));
        assert_eq!(read("test"), test(&Part::ALL));
        assert_eq!(read("test e2e lint e2e"), test(&[Part::Lint, Part::E2e]));
        assert!(refusal("test unit").contains("\"unit\""));
    }

    #[test]
    fn browsers_are_chosen_by_name_and_all_run_where_none_is() {
        assert_eq!(
            read("test e2e --browser webkit --browser=firefox"),
            Ok(Command::Test(
                vec![Part::E2e],
                vec![Browser::Firefox, Browser::WebKit]
            ))
        );
        assert!(refusal("test --browser opera").contains("\"opera\""));
        assert!(refusal("test --browser").contains("no browser of the tests"));
    }

    #[test]
    fn serve_needs_an_address() {
        assert!(refusal("serve").contains("--api"));
        assert!(refusal("serve --api omr.example.org").contains("not an address"));
        assert!(refusal("serve --api http://").contains("not an address"));
        assert_eq!(
            read("serve --api https://omr.example.org/ --port 8100"),
            Ok(Command::Serve {
                api: "https://omr.example.org".to_owned(),
                port: 8100
            })
        );
    }

    #[test]
    fn bench_passes_the_rest_on_and_takes_only_plain_names() {
        assert_eq!(
            read("bench upload --quick"),
            Ok(Command::Bench {
                name: "upload".to_owned(),
                browsers: vec![],
                rest: vec!["--quick".to_owned()]
            })
        );
        assert_eq!(
            read("bench upload --browser=webkit --runs 5 --browser firefox"),
            Ok(Command::Bench {
                name: "upload".to_owned(),
                browsers: vec![Browser::Firefox, Browser::WebKit],
                rest: vec!["--runs".to_owned(), "5".to_owned()]
            })
        );
        assert!(refusal("bench console --browser firefox").contains("takes no --browser"));
        assert!(refusal("bench").contains("bench upload"));
        assert!(refusal("bench ../x").contains("no measurement"));
    }
}
