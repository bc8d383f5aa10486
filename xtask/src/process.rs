//! Runs other programs: with a progress line and their output kept, so that it is shown in full when they fail.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Failure, Result, tells_of_full_disk};
use crate::signal;
use crate::term::{self, Progress};

/// How often the progress line is repainted.
const REPAINT: Duration = Duration::from_millis(250);

/// How long a finished program's grandchildren may keep its output open.
const GRACE: Duration = Duration::from_secs(2);

/// How a program ended.
pub struct Outcome {
    pub ok: bool,
    /// Standard output and standard error, in the order in which they came.
    pub log: String,
    pub took: Duration,
}

/// Runs a program to its end with a progress line. Fails only if it cannot be started or the disk is full.
pub fn run(title: &str, mut command: Command) -> Result<Outcome> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut progress = Progress::start(title);
    let mut child = start(&mut command)?;
    let mut log = String::new();
    let status = follow(&mut child, Some(&mut progress), &mut log)?;
    let took = progress.elapsed();
    progress.finish(status.success());
    if !status.success() && tells_of_full_disk(&log) {
        return Err(Failure::disk_full());
    }
    Ok(Outcome {
        ok: status.success(),
        log,
        took,
    })
}

/// Runs several programs at the same time, each to its end, with one progress line for all.
pub fn together(title: &str, commands: Vec<Command>) -> Vec<Result<Outcome>> {
    let mut progress = Progress::start(title);
    let runs: Vec<_> = commands
        .into_iter()
        .map(|command| thread::spawn(move || silent(command)))
        .collect();
    while runs.iter().any(|run| !run.is_finished()) {
        thread::sleep(REPAINT);
        let left = runs.iter().filter(|run| !run.is_finished()).count();
        progress.tick(&format!("{left} of {} running", runs.len()));
    }
    let outcomes: Vec<Result<Outcome>> = runs
        .into_iter()
        .map(|run| {
            let lost = |_| Err(Failure::new("A program could not be followed."));
            run.join().unwrap_or_else(lost)
        })
        .collect();
    let ok = |outcome: &Result<Outcome>| outcome.as_ref().is_ok_and(|outcome| outcome.ok);
    progress.finish(outcomes.iter().all(ok));
    outcomes
}

/// Runs a program to its end without a progress line.
fn silent(mut command: Command) -> Result<Outcome> {
    let started = Instant::now();
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = start(&mut command)?;
    let mut log = String::new();
    let status = follow(&mut child, None, &mut log)?;
    Ok(Outcome {
        ok: status.success(),
        log,
        took: started.elapsed(),
    })
}

/// Runs a program that has to succeed; its whole output is shown if it does not.
pub fn must(title: &str, command: Command) -> Result<Outcome> {
    let outcome = run(title, command)?;
    if outcome.ok {
        return Ok(outcome);
    }
    term::say(outcome.log.trim_end());
    Err(Failure(format!(
        "{title} did not succeed; its output is above."
    )))
}

/// Runs a program that talks to the person directly (a server, a measurement) to its end. Being stopped by the
/// person is a good end.
pub fn attached(name: &str, mut command: Command) -> Result<()> {
    let mut child = start(&mut command)?;
    signal::pass_on_to(&child)?;
    let status = child.wait().map_err(|e| Failure::io("wait", &e))?;
    if status.success() || signal::was_asked_to_stop() {
        return Ok(());
    }
    Err(Failure(format!(
        "{name} has ended with a failure ({status}); its own words are above."
    )))
}

/// What a short command prints, or nothing if it is missing or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Starts a program; a missing one gets a plain sentence.
pub fn start(command: &mut Command) -> Result<Child> {
    command.spawn().map_err(|error| {
        let program = command.get_program().to_string_lossy().into_owned();
        match error.kind() {
            std::io::ErrorKind::NotFound => Failure(format!(
                "The program \"{program}\" was not found. Install it, or put its folder on PATH."
            )),
            _ => Failure::io(&format!("start {program}"), &error),
        }
    })
}

/// Collects the output of a child and repaints the progress line until the child has ended.
fn follow(
    child: &mut Child,
    mut progress: Option<&mut Progress>,
    log: &mut String,
) -> Result<ExitStatus> {
    let (sender, lines) = mpsc::channel();
    let streams: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|out| Box::new(out) as _),
        child.stderr.take().map(|err| Box::new(err) as _),
    ];
    for stream in streams.into_iter().flatten() {
        let sender = sender.clone();
        thread::spawn(move || {
            let mut reader = BufReader::new(stream);
            let mut line = Vec::new();
            while matches!(reader.read_until(b'\n', &mut line), Ok(n) if n > 0) {
                if sender
                    .send(String::from_utf8_lossy(&line).into_owned())
                    .is_err()
                {
                    return;
                }
                line.clear();
            }
        });
    }
    drop(sender);
    let wait_failed = |e: std::io::Error| Failure::io("wait for a program", &e);
    let mut latest = String::new();
    let mut ended: Option<(ExitStatus, Instant)> = None;
    loop {
        match lines.recv_timeout(REPAINT) {
            Ok(line) => {
                log.push_str(&line);
                if !line.trim().is_empty() {
                    latest = line;
                }
            }
            Err(RecvTimeoutError::Disconnected) => return child.wait().map_err(wait_failed),
            Err(RecvTimeoutError::Timeout) => {
                if let Some(progress) = &mut progress {
                    progress.tick(&latest);
                }
            }
        }
        if ended.is_none() {
            ended = child
                .try_wait()
                .map_err(wait_failed)?
                .map(|status| (status, Instant::now()));
        }
        // A grandchild that was left running must not hold this up for ever.
        if let Some((status, since)) = ended
            && since.elapsed() > GRACE
        {
            return Ok(status);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn both_streams_and_the_verdict_are_kept() {
        let outcome = run("Trying", shell("echo out; echo err >&2; exit 3")).expect("sh starts");
        assert!(!outcome.ok);
        assert!(outcome.log.contains("out") && outcome.log.contains("err"));
    }

    #[test]
    fn programs_run_at_the_same_time_and_each_has_its_own_verdict() {
        // Each waits for the other's file: one after the other they would never end well.
        let folder = std::env::temp_dir().join(format!("xtask-together-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("temp folder");
        let meet = |own: &str, other: &str, code: u8| {
            shell(&format!(
                "cd {}; touch {own}; for i in $(seq 300); do [ -e {other} ] && exit {code}; sleep 0.1; done; exit 9",
                folder.display()
            ))
        };
        let outcomes = together("Trying", vec![meet("a", "b", 0), meet("b", "a", 3)]);
        std::fs::remove_dir_all(&folder).expect("cleanup");
        let verdicts: Vec<bool> = outcomes.iter().flatten().map(|o| o.ok).collect();
        assert_eq!(verdicts, [true, false]);
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = run("Trying", Command::new("no-such-program-here")).err();
        let text = failure.expect("it cannot start").0;
        assert!(
            text.contains("\"no-such-program-here\" was not found"),
            "{text}"
        );
    }

    #[test]
    fn a_full_disk_in_a_childs_output_becomes_the_sentence() {
        let script = "echo 'error: No space left on device (os error 28)'; exit 1";
        let failure = run("Trying", shell(script)).err();
        assert_eq!(failure, Some(Failure::disk_full()));
    }

    #[test]
    fn a_grandchild_that_keeps_the_output_open_holds_nothing_up() {
        let outcome = run("Trying", shell("sleep 60 & echo started")).expect("sh starts");
        assert!(outcome.ok && outcome.log.contains("started"));
        assert!(outcome.took < Duration::from_secs(30));
    }
}
