//! Who is signed in.

/// The signed-in person (api-contract: user object of login, refresh and me).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The server's id, as text: it may be a number or a UUID.
    pub id: String,
    /// The sign-in name.
    pub username: String,
    /// The name to greet with, where the server has one.
    pub full_name: Option<String>,
    /// Admins see everyone's batches and may delete them. The server decides again at every call (UX-33).
    pub is_admin: bool,
}

impl User {
    /// The full name, else the sign-in name.
    #[must_use]
    pub fn display_name(&self) -> &str {
        self.full_name.as_deref().unwrap_or(&self.username)
    }
}
