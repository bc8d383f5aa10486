//! Scenes of the check before an upload: an archive that is ready, one with a point, one that cannot be processed.

use e2e::api::STAFF;
use e2e::{Failure, Step, words};
use samples::preflight::{faulty, good};

use crate::Studio;

/// On a server whose settings have the check on.
pub async fn play(s: &mut Studio) -> Step {
    s.page.sign_in(STAFF).await?;
    let folder = s.api.data().join("files");
    std::fs::create_dir_all(&folder)?;
    for (shot, name, verdict) in [
        (
            "13-check-ready",
            "sevenzip-deflate-with-qr.zip",
            "Ready to upload",
        ),
        ("14-check-points", "two-folders.zip", "Check 1 point"),
        ("15-check-impossible", "password.zip", "Cannot be processed"),
    ] {
        let bytes = bytes_of(name)?;
        let file = folder.join(name);
        std::fs::write(&file, bytes)?;
        s.page.goto("/upload").await?;
        s.page.prepare(words::WITH_QR, None, &[file]).await?;
        s.page.sees_within(30, verdict).await?;
        s.shot(shot).await?;
    }
    Ok(())
}

fn bytes_of(name: &str) -> Step<Vec<u8>> {
    let faulty = faulty::all().map_err(|e| Failure::new(e.to_string()))?;
    let good = good::all().map_err(|e| Failure::new(e.to_string()))?;
    let mut all = good
        .into_iter()
        .chain(faulty.into_iter().map(|(sample, _)| sample));
    let found = all.find(|sample| sample.name == name);
    found
        .map(|sample| sample.bytes)
        .ok_or_else(|| Failure::new(format!("there is no sample {name}")))
}
