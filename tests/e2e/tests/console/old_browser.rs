//! D18: a browser without what the console is made of gets a message that can be read, not an invisible page.

use std::path::PathBuf;

use e2e::old::OldChromium;
use e2e::{Ability, Setup, run};

/// Contrast of the message with its ground, by the formula of WCAG; and whether anything lies over it.
const READABLE: &str = "(() => {
    const box = document.getElementById('recovery');
    const canvas = document.createElement('canvas').getContext('2d');
    const light = colour => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        if (a < 255) return NaN;
        const [R, G, B] = [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * R + 0.7152 * G + 0.0722 * B;
    };
    const style = getComputedStyle(box);
    const [dark, bright] = [light(style.color), light(style.backgroundColor)].sort((a, b) => a - b);
    const heading = box.querySelector('[data-cause=browser] h1').getBoundingClientRect();
    const top = document.elementFromPoint(heading.x + heading.width / 2, heading.y + heading.height / 2);
    return box.contains(top) ? (bright + 0.05) / (dark + 0.05) : 0;
})()";

#[test]
fn d18_a_browser_that_is_too_old_is_told_so_in_a_message_that_can_be_read() {
    run(Setup::default().needs(Ability::OldSibling), async |t| {
        let program = PathBuf::from(std::env::var_os("OLD_CHROMIUM").unwrap_or_default());
        let profile = t.api.data().join("old-profile");
        let mut old = OldChromium::open(&program, &profile, t.api.base())?;
        let version = old.version()?;
        assert!(version.contains("/122."), "{version}");
        old.sees("This browser cannot run the console").await?;
        let text = old.sees("Chrome or Edge from 123").await?;
        assert!(!text.contains("Loading"), "{text}");
        let contrast = old.eval(READABLE)?.as_f64().unwrap_or_default();
        assert!(contrast >= 4.5, "contrast {contrast}");
        Ok(())
    });
}
