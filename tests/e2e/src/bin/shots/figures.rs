//! Scenes of the pages besides upload, list and detail: figures, notices, preferences, help, export.

use e2e::api::ADMIN;
use e2e::{Role, Rule, Step};

use crate::Studio;

/// With demo data.
pub async fn play(s: &mut Studio) -> Step {
    s.page.sign_in(ADMIN).await?;
    s.page.goto("/analytics").await?;
    s.page
        .find_within(60, Role::Heading, "Busiest hours")
        .await?;
    s.shot("60-analytics").await?;
    s.page
        .eval("document.querySelector('[role=slider]').focus(); return null")
        .await?;
    s.page
        .eval("document.querySelector('details').open = true; return null")
        .await?;
    s.page
        .find_within(10, Role::Table, "Batches received per day")
        .await?;
    s.shot("61-analytics-value-and-table").await?;
    s.page.goto("/analytics?period=365d").await?;
    s.page
        .find_within(60, Role::Heading, "Batches received per week")
        .await?;
    s.shot("62-analytics-year").await?;
    s.page.press("Export").await?;
    s.page.find(Role::Radio, "Excel workbook (.xlsx)").await?;
    s.shot("63-export").await?;
    s.page.press("Export file").await?;
    s.page.sees_within(60, "is ready with").await?;
    s.shot("64-export-done").await?;
    s.page.press("Close").await?;
    s.api
        .fault(Rule::on("GET", "/api/*batches/").status(500))
        .await?;
    s.page.sign_out().await?;
    s.page.sign_in(ADMIN).await?;
    s.page.goto("/analytics").await?;
    s.page
        .sees_within(60, "The figures could not be loaded")
        .await?;
    s.shot("65-analytics-error").await?;
    s.api.no_faults().await?;
    s.api
        .fault(Rule::on("GET", "/api/*batches/").delay(20_000))
        .await?;
    s.page.goto("/analytics").await?;
    s.page
        .find_within(10, Role::ProgressBar, "Reading the batches")
        .await?;
    s.shot("66-analytics-reading").await?;
    s.page.press("Stop reading").await?;
    s.page.sees("not complete").await?;
    s.shot("67-analytics-stopped").await?;
    s.api.no_faults().await?;
    s.page.goto("/notices").await?;
    s.page.find(Role::Heading, "No notifications").await?;
    s.shot("70-notices-empty").await?;
    s.page
        .eval(
            "const id = n => '00000000-0000-4000-8000-00000000000' + n;
             localStorage.setItem('omr.inbox.1', JSON.stringify({v: 1, watched: [], notices: [
               {id: id(1), name: '117-with-qr.zip', sheets: 51, failed: 0, ended: 1, at: Date.now() - 60000, read: false},
               {id: id(2), name: '103 second run of a rather long name that somebody has typed in a hurry.zip', sheets: 1160, failed: 12, ended: 2, at: Date.now() - 3600000, read: false},
               {id: id(3), name: 'images_14900113', sheets: null, failed: null, ended: 3, at: Date.now() - 7200000, read: true}]}));
             return null",
        )
        .await?;
    s.page.goto("/upload").await?;
    s.page.find(Role::Heading, "Upload").await?;
    s.shot("71-bell").await?;
    s.page.goto("/notices").await?;
    s.page.find(Role::Heading, "Notifications").await?;
    s.shot("72-notices").await?;
    s.page.goto("/preferences").await?;
    s.page.find(Role::Heading, "Preferences").await?;
    s.shot("73-preferences").await?;
    s.page.goto("/help").await?;
    s.page.find(Role::Heading, "Help").await?;
    s.shot("74-help").await
}

/// On a server that knows nothing yet.
pub async fn without_data(s: &mut Studio) -> Step {
    s.page.goto("/analytics").await?;
    s.page
        .find_within(30, Role::Heading, "No figures yet")
        .await?;
    s.shot("68-analytics-empty").await
}
