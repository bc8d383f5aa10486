//! The program `local-api`: reads the command line and starts the server, or fills a demo database.
//! A start that cannot succeed ends with one plain sentence and exit code 2.

use std::process::ExitCode;

use local_api::cli::{self, Command};

fn main() -> ExitCode {
    let command = match cli::parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(problem) => return refuse(&problem.to_string()),
    };
    let result = match command {
        Command::Help => {
            println!("{}", cli::HELP);
            Ok(())
        }
        Command::Serve(settings) => local_api::run(settings),
        Command::Seed(seed) => local_api::seed::run(&seed),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => refuse(&problem.to_string()),
    }
}

fn refuse(sentence: &str) -> ExitCode {
    eprintln!("local-api: {sentence}");
    ExitCode::from(2)
}
