//! The live-region rules (experience.md B): the same two regions from load on, failures in the alert, and silence while the
//! console only asks. That every page has no others is part of `look::passes`; ten quiet minutes are K10.

use e2e::api::STAFF;
use e2e::wait::{Seen, never_within, until};
use e2e::{Failure, Role, Rule, Setup, run, words};

#[test]
fn the_two_regions_are_there_from_load_and_outlive_every_page() {
    run(Setup::default(), async |t| {
        t.page.goto("/login").await?;
        t.page.find(Role::Button, words::SIGN_IN).await?;
        let mark = "const all = [...document.querySelectorAll('[role=status], [role=alert]')].filter(e => !e.closest('[hidden]'));
            all.forEach(e => e.dataset.first = ''); return all.length";
        assert_eq!(t.page.eval(mark).await?, 2);
        t.page.enter(STAFF).await?;
        t.page.path_is("/upload").await?;
        for link in [words::BATCHES, "Analytics", "Notifications", words::UPLOAD] {
            t.page.follow(link).await?;
            t.page.find(Role::Heading, link).await?;
            let same =
                "return [...document.querySelectorAll('[role=status], [role=alert], [aria-live]')]
                .filter(e => !e.closest('[hidden]')).map(e => 'first' in e.dataset)";
            assert_eq!(
                t.page.eval(same).await?,
                serde_json::json!([true, true]),
                "on {link}"
            );
        }
        Ok(())
    });
}

#[test]
fn a_failure_is_one_alert_and_failed_polls_are_silent() {
    run(Setup::with(&["--sheets-per-second", "0.2"]), async |t| {
        let refused = t.quick_zip("refused.zip", 1, 8_000)?;
        let running = t.quick_zip("running.zip", 60, 4_000)?;
        t.api.sign_in(STAFF).await?.upload(&running, None).await?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_upload().status(400)).await?;
        t.page.upload_zip(&refused).await?;
        t.page.sees("Upload failed").await?;
        let alerts = async || {
            let said = t.page.said().await?.into_iter();
            Ok::<_, Failure>(
                said.filter(|(text, polite)| !polite && text.contains("refused.zip"))
                    .count(),
            )
        };
        until("the alert", async || {
            Ok(match alerts().await? {
                0 => Seen::NotYet("none".to_owned()),
                _ => Seen::Yes(()),
            })
        })
        .await?;
        t.page.follow(words::BATCHES).await?;
        t.page.sees("running.zip").await?;
        t.api
            .fault(Rule::on("GET", "/api/*batches/").status(503))
            .await?;
        let before = t.page.said().await?.len();
        let asked = t.api.requests_to("GET", "/api/batches/").await?.len();
        never_within(9.0, "an announcement of a poll", async || {
            Ok(t.page.said().await?.len() > before)
        })
        .await?;
        assert!(
            t.api.requests_to("GET", "/api/batches/").await?.len() > asked,
            "nothing was asked"
        );
        assert_eq!(alerts().await?, 1, "a failure is told once");
        Ok(())
    });
}
