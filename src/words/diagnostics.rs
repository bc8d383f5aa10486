//! Words of "Copy diagnostics" on the help page.

texts! {
    /// What it is for, and what is not in it.
    pub lead = "diagnostics-lead";
    /// Button.
    pub copy = "diagnostics-copy";
    /// Label of the text.
    pub label = "diagnostics-label";
    /// It worked.
    pub copied = "diagnostics-copied";
    /// The browser keeps its clipboard closed.
    pub refused = "diagnostics-refused";
}
