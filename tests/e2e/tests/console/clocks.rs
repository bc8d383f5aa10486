//! The server's clock and the person's: what is shown is one clock.

use e2e::api::{ADMIN, STAFF};
use e2e::wait::{Seen, until};
use e2e::{Rule, Setup, run, words};
use serde_json::json;

/// Minutes between now and the first moment of the timeline.
const FIRST_MOMENT: &str =
    "const at = document.querySelector('ol.timeline time')?.getAttribute('datetime');
    return at ? Math.abs(Date.parse(at) - Date.now()) / 60000 : null";

/// `local-api` names its zone in the settings; here they leave it out.
const WITHOUT_ZONE: &str = "const real = window.fetch;
    window.fetch = async (...asked) => {
        const answer = await real(...asked);
        if (!answer.url.endsWith('/config.json')) return answer;
        const settings = await answer.json();
        delete settings.time_zone;
        return new Response(JSON.stringify(settings));
    };";

#[test]
fn b3_the_servers_zone_is_found_out_from_an_own_upload() {
    let seven_hours_ahead = Setup::with(&["--utc-offset", "420", "--sheets-per-second", "0.2"]);
    run(seven_hours_ahead, async |t| {
        t.page
            .cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": WITHOUT_ZONE }),
            )
            .await?;
        let zip = t.quick_zip("zone.zip", 20, 4_000)?;
        t.page.sign_in(STAFF).await?;
        let set =
            "return fetch('/config.json').then(a => a.json()).then(c => c.time_zone ?? 'none')";
        assert_eq!(
            t.page.eval(set).await?,
            "none",
            "the test would prove nothing"
        );
        t.page.upload_zip(&zip).await?;
        t.page.open_batch().await?;
        until(
            "the time of the upload on this computer's clock",
            async || {
                let minutes = t.page.eval(FIRST_MOMENT).await?;
                Ok(match minutes.as_f64() {
                    Some(minutes) if minutes < 5.0 => Seen::Yes(()),
                    _ => Seen::NotYet(minutes.to_string()),
                })
            },
        )
        .await?;
        // It is known from now on, without another upload.
        t.page.reload().await?;
        t.page.sees("About this batch").await?;
        let minutes = t.page.eval(FIRST_MOMENT).await?;
        assert!(
            minutes.as_f64().is_some_and(|minutes| minutes < 5.0),
            "{minutes}"
        );
        let text = t.page.text().await?;
        assert!(!text.contains("7h"), "{text}");
        Ok(())
    });
}

#[test]
fn b13_a_server_in_trouble_at_start_has_its_own_words_and_leaves_the_ways_on() {
    run(Setup::default(), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.api
            .fault(Rule::on("GET", "/api/auth/me").status(500))
            .await?;
        t.page.goto("/batches").await?;
        t.page.sees("The server has trouble at the moment").await?;
        t.page.sees("Trying again every few seconds.").await?;
        t.page.find(e2e::Role::Link, words::UPLOAD).await?;
        assert!(!t.page.text().await?.contains("cannot reach"));
        t.api.no_faults().await?;
        t.page.sees_within(20, "No batches yet").await?;
        t.page.sees_no("The server has trouble at the moment").await
    });
}
