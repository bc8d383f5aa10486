//! The three accounts and how they are looked up.

use rusqlite::{Connection, OptionalExtension as _, Row};
use serde_json::{Value, json};

use super::password;
use crate::db::{self, Db, Error};

/// A row of `users`.
#[derive(Clone, Debug)]
pub struct User {
    /// Row id.
    pub id: i64,
    /// Name at sign-in.
    pub username: String,
    /// Argon2 hash.
    pub password_hash: String,
    /// Mail address.
    pub email: String,
    /// Name to show.
    pub full_name: String,
    /// Sees and deletes everything.
    pub is_admin: bool,
    /// The higher, the more rights.
    pub role_hierarchy: i64,
    /// School, when bound to one.
    pub school_id: Option<i64>,
    /// Class, when bound to one.
    pub class_id: Option<i64>,
}

impl User {
    /// The user with this name.
    ///
    /// # Errors
    /// The database's.
    pub fn by_name(db: &Connection, name: &str) -> db::Result<Option<Self>> {
        Ok(db
            .query_row(
                "SELECT * FROM users WHERE username = ?1",
                [name],
                Self::from_row,
            )
            .optional()?)
    }

    /// The user with this id.
    ///
    /// # Errors
    /// The database's.
    pub fn by_id(db: &Connection, id: i64) -> db::Result<Option<Self>> {
        Ok(db
            .query_row("SELECT * FROM users WHERE id = ?1", [id], Self::from_row)
            .optional()?)
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            username: row.get("username")?,
            password_hash: row.get("password_hash")?,
            email: row.get("email")?,
            full_name: row.get("full_name")?,
            is_admin: row.get("is_admin")?,
            role_hierarchy: row.get("role_hierarchy")?,
            school_id: row.get("school_id")?,
            class_id: row.get("class_id")?,
        })
    }

    /// The user as login and refresh send it.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "user_id": self.id,
            "username": self.username,
            "email": self.email,
            "full_name": self.full_name,
            "is_admin": self.is_admin,
            "role_hierarchy": self.role_hierarchy,
        })
    }

    /// The user as `/api/auth/me` sends it.
    #[must_use]
    pub fn json_me(&self) -> Value {
        let mut user = self.json();
        user["school_id"] = json!(self.school_id);
        user["class_id"] = json!(self.class_id);
        user
    }
}

/// Makes the three accounts in a database that has none.
///
/// # Errors
/// The database's.
pub fn ensure_accounts(db: &Db) -> db::Result<()> {
    let accounts = [
        ("admin", "admin123", "Administrator", true, 100),
        ("staff", "staff1234", "Exam Office Staff", false, 50),
        ("scanner", "scanner1234", "Scan Station", false, 10),
    ];
    db.now(|c| {
        let any: bool = c.query_row("SELECT EXISTS (SELECT 1 FROM users)", [], |row| row.get(0))?;
        if any {
            return Ok(());
        }
        let tx = c.transaction()?;
        for (name, password, full_name, is_admin, role) in accounts {
            let hash = password::hash(password).map_err(|_| Error::Stopped)?;
            tx.execute(
                "INSERT INTO users (username, password_hash, email, full_name, is_admin, role_hierarchy)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (name, hash, format!("{name}@example.org"), full_name, is_admin, role),
            )?;
        }
        Ok(tx.commit()?)
    })
}
