//! What people do in several steps: sign in, choose files, send them, wait for the server.

use std::path::PathBuf;

use crate::api::Account;
use crate::page::starts;
use crate::{Page, Role, Step, words};

impl Page {
    /// Types name and password on the sign-in page and confirms.
    pub async fn enter(&self, account: Account) -> Step {
        self.fill(words::USERNAME, account.username).await?;
        self.fill(words::PASSWORD, account.password).await?;
        self.press(words::SIGN_IN).await
    }

    /// Opens the sign-in page, signs in and waits for the console.
    pub async fn sign_in(&self, account: Account) -> Step {
        self.goto("/login").await?;
        self.enter(account).await?;
        self.path_becomes("a page behind the sign-in", |path| {
            !path.starts_with("/login")
        })
        .await?;
        Ok(())
    }

    /// Signs in and opens the upload page with files and strategy chosen. Nothing is sent yet.
    pub async fn prepare(&self, strategy: &str, task: Option<&str>, files: &[PathBuf]) -> Step {
        if !self.path().await?.starts_with("/upload") {
            self.goto("/upload").await?;
        }
        self.choose(strategy).await?;
        if let Some(task) = task {
            self.fill(words::TASK_ID, task).await?;
        }
        self.give_files(files).await
    }

    /// Presses the button that sends. Its name begins with "Upload" and may go on with what is sent.
    pub async fn send(&self) -> Step {
        self.press(starts(words::UPLOAD)).await
    }

    /// Whether the page has a button that begins with this text.
    pub async fn has_button(&self, beginning: &str) -> Step<bool> {
        self.has(Role::Button, starts(beginning)).await
    }
}
