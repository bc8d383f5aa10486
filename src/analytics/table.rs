//! Figures as tables.
