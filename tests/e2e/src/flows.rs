//! What people do in several steps: sign in and out, choose files, send them, follow them to the end.

use std::path::PathBuf;

use crate::api::Account;
use crate::ax::Node;
use crate::page::starts;
use crate::wait::{Seen, until, until_within};
use crate::{Page, Role, Step, words};

impl Page {
    /// Types name and password on the sign-in page and confirms.
    pub async fn enter(&self, account: Account) -> Step {
        self.fill(words::USERNAME, account.username).await?;
        self.fill(words::PASSWORD, account.password).await?;
        self.press(words::SIGN_IN).await
    }

    /// Types the password into the dialog over a page whose session has ended.
    pub async fn sign_in_again(&self, account: Account) -> Step {
        self.fill(words::PASSWORD, account.password).await?;
        self.press(words::SIGN_IN).await?;
        self.has_no(Role::TextBox, words::PASSWORD).await
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

    /// Signs out, through the user menu where the button lies in one.
    pub async fn sign_out(&self) -> Step {
        until("the button \"Sign out\"", async || {
            if !self.has(Role::Button, words::SIGN_OUT).await? {
                self.press(starts(words::USER_MENU)).await?;
            }
            self.press(words::SIGN_OUT).await?;
            Ok(Seen::Yes(()))
        })
        .await
    }

    /// Opens the upload page (unless it is open) and chooses strategy, task and files. Nothing is sent yet.
    pub async fn prepare(&self, strategy: &str, task: Option<&str>, files: &[PathBuf]) -> Step {
        if !self.path().await?.starts_with("/upload") {
            self.goto("/upload").await?;
        }
        self.choose(strategy).await?;
        if let Some(task) = task {
            self.fill(words::TASK_ID, task).await?;
        }
        if !files.is_empty() {
            self.give_files(files).await?;
        }
        Ok(())
    }

    /// Presses the button that sends. Its name begins with "Upload" and goes on with what is sent.
    pub async fn send(&self) -> Step {
        self.press(starts(&format!("{} ", words::UPLOAD))).await
    }

    /// [`prepare`](Self::prepare) and [`send`](Self::send) one ZIP with QR codes.
    pub async fn upload_zip(&self, file: &std::path::Path) -> Step {
        self.prepare(words::WITH_QR, None, &[file.to_owned()])
            .await?;
        self.send().await
    }

    /// Follows the link of a finished upload to its batch.
    pub async fn open_batch(&self) -> Step {
        self.follow(starts(words::OPEN_BATCH)).await
    }

    /// Waits until the server has confirmed an upload: then its link is there.
    pub async fn sees_confirmed(&self, seconds: u64) -> Step {
        self.find_within(seconds, Role::Link, starts(words::OPEN_BATCH))
            .await?;
        Ok(())
    }

    /// Takes finished uploads off the list.
    pub async fn clear_finished(&self) -> Step {
        self.press(words::CLEAR_FINISHED).await?;
        self.has_no(Role::Link, starts(words::OPEN_BATCH)).await
    }

    /// The bar of an upload: its percentage. `None` while there is no such bar.
    pub async fn upload_percent(&self, file: &str) -> Step<Option<f64>> {
        let name = words::upload_bar(file);
        let bars: Vec<Node> = self.nodes(Role::ProgressBar).await?;
        Ok(bars
            .iter()
            .find(|bar| bar.name == name)
            .and_then(|bar| bar.value.parse().ok()))
    }

    /// Waits until the bar of an upload is at least at `percent`.
    pub async fn uploaded_at_least(&self, file: &str, percent: f64) -> Step {
        until_within(60, &format!("{file} to be at {percent} %"), async || {
            Ok(match self.upload_percent(file).await? {
                Some(now) if now >= percent => Seen::Yes(()),
                now => Seen::NotYet(format!("{now:?}")),
            })
        })
        .await
    }

    /// Waits until the upload panel says that the server has finished with the batch.
    pub async fn sees_completed(&self, seconds: u64) -> Step {
        // "The last request failed" alone is no end: it is tried again.
        self.sees_one_of(seconds, &["Completed", "Upload failed", "Failed"])
            .await
            .and_then(|seen| {
                if seen == "Completed" {
                    Ok(())
                } else {
                    Err(crate::Failure::new("the upload or its processing failed"))
                }
            })
    }
}
