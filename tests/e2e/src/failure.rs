//! What a test step fails with: a sentence. Where the page stood is added once, by the bench.

use std::fmt;

/// A failed step. The text says what was expected and what was found instead.
#[derive(Debug)]
pub struct Failure(pub String);

/// Result of a test step.
pub type Step<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure with this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<thirtyfour::error::WebDriverError> for Failure {
    fn from(error: thirtyfour::error::WebDriverError) -> Self {
        Self(format!("WebDriver: {error}"))
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        Self(format!("HTTP: {error:?}"))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(format!("file system: {error}"))
    }
}

impl From<samples::Error> for Failure {
    fn from(error: samples::Error) -> Self {
        Self(format!("samples: {error}"))
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("JSON: {error}"))
    }
}
